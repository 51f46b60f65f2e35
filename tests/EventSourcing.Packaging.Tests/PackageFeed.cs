using System.IO.Compression;

namespace EventSourcing.Packaging.Tests;

/// <summary>The packages of this repository, packed once a run into a folder, under a version that nobody else has.</summary>
[SetUpFixture]
public sealed class PackageFeed
{
    private static string Folder => Path.Combine(Workspace.Root, "feed");

    public static string Version { get; } = $"0.1.0-test{DateTime.UtcNow:yyyyMMddHHmmss}";

    [OneTimeSetUp]
    public async Task Pack()
    {
        foreach (var project in new[] { "EventSourcing", "EventSourcing.Sqlite", "EventSourcing.PostgreSql", "EventSourcing.Hosting" })
        {
            var packed = await Dotnet.RunAsync(
                Workspace.Repository,
                "pack", $"src/Runtime/{project}/{project}.csproj", "-c", "Release", "-o", Folder, $"-p:PackageVersion={Version}", "--nologo");
            packed.ThrowIfFailed();
        }
    }

    [OneTimeTearDown]
    public void Remove() => Workspace.Delete();

    /// <summary>The files in a package, in ordinal order.</summary>
    public static IReadOnlyList<string> ContentsOf(string package)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, $"{package}.{Version}.nupkg"));
        return [.. archive.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// What lets a consumer restore: the folder as a further source, a package folder of its own, and what the machine has already as fallback.
    /// </summary>
    public static string BuildProperties => $"""
        <Project>
          <PropertyGroup>
            <EventSourcingVersion>{Version}</EventSourcingVersion>
            <RestoreAdditionalProjectSources>{Folder}</RestoreAdditionalProjectSources>
            <RestoreFallbackFolders>{MachinePackages}</RestoreFallbackFolders>
            <RestorePackagesPath>{Path.Combine(Workspace.Root, "packages")}</RestorePackagesPath>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <WarningsNotAsErrors>NU1900;NU1901;NU1902;NU1903;NU1904</WarningsNotAsErrors>
          </PropertyGroup>
        </Project>
        """;

    private static string MachinePackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}

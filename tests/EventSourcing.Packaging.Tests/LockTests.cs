namespace EventSourcing.Packaging.Tests;

/// <summary>A project that knows nothing but the package goes through the life of its events.lock.json.</summary>
public sealed class LockTests
{
    private const string Header = "using EventSourcing;\n\nnamespace Shop;\n\n";

    /// <summary>What MSBuild and C# would both take for something else.</summary>
    private const string Odd = "[DomainEvent(\"odd;%3B$(X)@(Y)*/%\")]\npublic sealed record OddlyNamed(string Größe, string Path = \"C:\\\\a;b\\\"%5C\");\n\n";

    private const string First = Header + Odd + "[DomainEvent]\npublic sealed record OrderPlaced(int Amount);\n";
    private const string Second = Header + Odd + "[DomainEvent]\npublic sealed record OrderPlaced(long Amount, string Channel = \"shop\");\n";
    private const string Third = Header + Odd + "[DomainEvent]\npublic sealed record OrderPlaced(decimal Amount, string Channel, string Currency);\n";

    private const string Upcast = Header + Odd + """
        [DomainEvent("order-placed", Version = 2)]
        public sealed record OrderPlaced(decimal Amount, string Channel, string Currency);

        [DomainEvent("order-placed", Version = 1)]
        public sealed record OrderPlacedV1(long Amount, string Channel = "shop");

        internal static class Upcasters
        {
            [Upcasts]
            internal static OrderPlaced Upcast(OrderPlacedV1 old) => new(old.Amount, old.Channel, "EUR");
        }

        """;

    [Test]
    public async Task Compatible_changes_are_recorded_and_breaking_ones_refused()
    {
        var folder = Path.Combine(Workspace.Prepare("Locked", "LockedOnce"), "One");
        var file = Path.Combine(folder, "events.lock.json");

        // The first time there is no file.
        await WriteAsync(folder, First);
        await AcceptAsync(folder);
        var first = await File.ReadAllTextAsync(file);
        Assert.That(first, Does.Contain("\"odd;%3B$(X)@(Y)*/%\": {").And.Contain("""
            "path": "string = 'C:\\a;b\"%5C'"
            """).And.Contain("\"größe\": \"string\"").And.Contain("\"amount\": \"int32\"").And.EndsWith("}\n"));
        Assert.That(first, Does.Not.Contain("\r").And.StartsWith("{\n  \"format\": 1,\n"));
        await BuildAsync(folder);

        // The same again leaves it alone.
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        await AcceptAsync(folder);
        Assert.That(File.GetLastWriteTimeUtc(file), Is.EqualTo(DateTime.UnixEpoch));

        // What is compatible is a warning, which is an error here, and accepted nevertheless.
        await WriteAsync(folder, Second);
        Assert.That(await FailAsync(folder, "build"), Does.Contain("Events.cs(9,22): error ESG0505").And.Not.Contain("ESG0504"));
        await AcceptAsync(folder);
        var second = await File.ReadAllTextAsync(file);
        Assert.That(second, Does.Contain("\"amount\": \"int64\"").And.Contain("\"channel\": \"string = 'shop'\""));
        await BuildAsync(folder);

        // What is breaking is an error and is not accepted.
        await WriteAsync(folder, Third);
        Assert.That(await FailAsync(folder, "build"), Does.Contain("error ESG0504").And.Not.Contain("ESG0505"));
        Assert.That(await FailAsync(folder, "build", "-t:AcceptEventChanges"), Does.Contain("error ESG0504"));
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(second));

        // A new version with an upcaster is accepted, and the old one stays.
        await WriteAsync(folder, Upcast);
        await AcceptAsync(folder);
        Assert.That(await File.ReadAllTextAsync(file), Does.Contain("\"1\": {").And.Contain("\"2\": {").And.Contain("\"amount\": \"int64\"").And.Contain("\"currency\": \"string\""));
        await BuildAsync(folder);

        // A file that cannot be read is never written over.
        await File.WriteAllTextAsync(file, "<<<<<<< ours\n");
        Assert.That(await FailAsync(folder, "build", "-t:AcceptEventChanges"), Does.Contain("events.lock.json(1,1): error ESG0510"));
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("<<<<<<< ours\n"));
    }

    [Test]
    public async Task A_project_for_several_frameworks_records_its_own_events_and_those_beside_it_are_theirs()
    {
        var root = Workspace.Prepare("Locked", "LockedMany");
        await WriteAsync(Path.Combine(root, "One"), First.Replace("Placed", "Paid", StringComparison.Ordinal).Replace("namespace Shop", "namespace Payments", StringComparison.Ordinal));
        var folder = Path.Combine(root, "Many");

        await AcceptAsync(folder);

        Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "events.lock.json")), Does.Contain("order-placed").And.Not.Contain("order-paid"));
        Assert.That(File.Exists(Path.Combine(root, "One", "events.lock.json")), Is.False);
        await BuildAsync(folder);
    }

    private static Task WriteAsync(string folder, string events) => File.WriteAllTextAsync(Path.Combine(folder, "Events.cs"), events);

    private static async Task AcceptAsync(string folder) => (await Dotnet.RunAsync(folder, "build", "-t:AcceptEventChanges", "--nologo")).ThrowIfFailed();

    private static async Task BuildAsync(string folder) => (await Dotnet.RunAsync(folder, "build", "--nologo")).ThrowIfFailed();

    private static async Task<string> FailAsync(string folder, params string[] arguments)
    {
        var outcome = await Dotnet.RunAsync(folder, [.. arguments, "--nologo"]);
        Assert.That(outcome.ExitCode, Is.Not.Zero, outcome.Output);
        return outcome.Output;
    }
}

using System.Text.RegularExpressions;

namespace EventSourcing.Packaging.Tests;

/// <summary>The README's example is a program: it is built as it stands there, and gives the output that stands beside it.</summary>
public sealed partial class ReadmeTests
{
    [Test]
    public async Task The_example_gives_the_output_that_the_readme_shows()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Workspace.Repository, "README.md"));
        var sources = Source().Matches(readme).Select(m => m.Groups["text"].Value).ToList();
        var output = Output().Match(readme).Groups["text"].Value;
        Assert.That(sources, Has.Count.EqualTo(4));

        // What the guide says in the same words is compiled there.
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Workspace.Repository, "docs", "guides", "changing-events.md")), Does.Contain(sources[2]));

        // And this is what the service on PostgreSQL begins with.
        Assert.That(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Consumers", "Server", "Program.cs")), Does.Contain(sources[3]));

        var folder = Workspace.Prepare("OneAssembly", "Readme");
        await File.WriteAllTextAsync(Path.Combine(folder, "Banking.cs"), sources[0]);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), sources[1]);

        var run = await Dotnet.RunAsync(folder, "run", "--project", "Banking.csproj");
        run.ThrowIfFailed();
        Assert.That(run.Output, Is.EqualTo(output));
    }

    [GeneratedRegex("^```csharp\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Source();

    [GeneratedRegex("^```\n(?<text>\\d+ then.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Output();
}

using System.Reflection;
using System.Text.RegularExpressions;

namespace EventSourcing.Tests.Architecture;

/// <summary>Dependencies point one way: adapters know the core, the core knows nobody, and no adapter knows another.</summary>
public sealed partial class DependencyTests
{
    private static readonly Assembly Core = typeof(IEventStore).Assembly;

    private static readonly Assembly[] Around = [typeof(SqliteEventStore).Assembly, typeof(PostgreSqlEventStore).Assembly, typeof(Testing.EventStoreContract).Assembly, typeof(EventSourcingBuilder).Assembly];

    [Test]
    public void The_core_depends_on_the_base_libraries_alone()
    {
        var others = Core.GetReferencedAssemblies().Select(a => a.Name!).Where(name => !IsBase(name));

        Assert.That(others, Is.Empty);

        static bool IsBase(string name) => name.StartsWith("System.", StringComparison.Ordinal) || AbstractionsOnly().IsMatch(name);
    }

    [Test]
    public void Nothing_around_the_core_knows_a_neighbour()
    {
        foreach (var assembly in Around)
        {
            var ours = assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => name.StartsWith("EventSourcing", StringComparison.Ordinal));
            Assert.That(ours, Is.EqualTo(new[] { "EventSourcing" }), assembly.GetName().Name);
        }
    }

    [Test]
    public void A_source_file_holds_one_type_and_is_called_after_it()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "src", "Runtime"), "*.cs", SearchOption.AllDirectories).Where(IsSource))
        {
            var types = TopLevelType().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value).ToList();

            // The events of a module are one list, read together.
            if (types.Count == 0 || file.EndsWith("Events.cs", StringComparison.Ordinal)) continue;
            Assert.That(types, Has.Count.EqualTo(1), file);
            Assert.That(Path.GetFileName(file).Split('.')[0], Is.EqualTo(types[0]), file);
        }
    }

    private static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "EventSource.Generators.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);

    private static bool IsSource(string file) =>
        !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    [GeneratedRegex(@"^Microsoft\.Extensions\..*Abstractions$")]
    private static partial Regex AbstractionsOnly();

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|readonly|ref|unsafe|partial) )+(?:class|struct|record struct|record|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}

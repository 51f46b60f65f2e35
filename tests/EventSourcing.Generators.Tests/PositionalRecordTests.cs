namespace EventSourcing.Generators.Tests;

/// <summary>Records that consist of their parameters are read from syntax. What is emitted is what reading their symbols gives.</summary>
public class PositionalRecordTests
{
    [TestCase("int A, string B, string? C, int? D, Guid E, DateTimeOffset? F, decimal G, byte[] H, byte[]? I")]
    [TestCase("IReadOnlyList<string?> A, IReadOnlyList<string>? B, Dictionary<Guid, List<int?>> C, string?[]? D, string[] E")]
    [TestCase("Inner A, Inner? B, InnerStruct C, InnerStruct? D, Outer.Nested E, Page<string> F, Page<string?> G, Page<Inner?>? H, Kind I, Kind? J")]
    [TestCase("System.Text.Json.JsonElement A, Uri B, Version? C, ReadOnlyMemory<byte> D, TimeSpan E, Int128 F, object? @G", false)]
    [TestCase("int @class, string @event, bool URLValue, int ID")]
    [TestCase("")]
    public void Both_ways_of_reading_give_the_same(string parameters, bool isSupported = true)
    {
        foreach (var kind in new[] { "sealed record", "readonly record struct", "sealed record class" })
        {
            foreach (var nullable in new[] { "enable", "disable", "annotations" })
            {
                var fromSyntax = Emit(kind, parameters, "", nullable);
                var fromSymbols = Emit(kind, parameters, " private static void Nothing() { }", nullable);
                Assert.That(fromSyntax, Is.EqualTo(fromSymbols));
                Assert.That(fromSyntax.ContainsKey("App.File0.Json.g.cs"), Is.EqualTo(isSupported));
            }
        }
    }

    [TestCase("int A) { public int B { get; init; } = 1; }", "B")]
    [TestCase("int A, int B = 5);", "int b = 5")]
    [TestCase("int A, [property: System.Text.Json.Serialization.JsonPropertyName(\"other\")] int B);", "\"other\"")]
    [TestCase("int A) : Base(A); internal abstract record Base(int B);", "BName")]
    public void Records_with_more_are_read_by_their_symbols(string rest, string expected) =>
        Assert.That(new TestProject("App", "[DomainEvent] internal sealed record Seen(" + rest).Run().MustCompile().Sources["File0.Json.g.cs"], Does.Contain(expected));

    [Test]
    public void A_record_in_a_generic_type_has_the_type_arguments_of_that() =>
        Assert.That(
            new TestProject(
                "App",
                """
                namespace App;
                [DomainEvent] internal sealed record Seen(Outer<DateOnly>.Inner A, Outer<string?>.Middle.Inner B);
                internal sealed class Outer<T> { internal sealed record Inner(T Value); internal sealed class Middle { internal sealed record Inner(T Value, int Other); } }
                """).Run().MustCompile().Sources["App.File0.Json.g.cs"],
            Does.Contain("DateOnly value").And.Contain("string? value"));

    [Test]
    public void Code_without_annotations_compiles_without_warnings() =>
        new TestProject(
            "App",
            """
            #nullable disable
            namespace App;
            [DomainEvent] internal sealed record Seen(string A, List<string> B, string[] C, Dictionary<string, string> D, HashSet<Inner> E, List<List<string[]>> F, System.Collections.Immutable.ImmutableArray<string> G, Page<string> H, Page<Inner> I, Stack<Uri> J);
            internal sealed class Inner { public string Text { get; set; } public List<Inner> More { get; set; } public IReadOnlyDictionary<Guid, string> Map { get; init; } = new Dictionary<Guid, string>(); }
            internal sealed record Page<T>(T Item, IReadOnlyList<T> Items) { public T Other { get; init; } }
            """).Run().MustCompile();

    private static IReadOnlyDictionary<string, string> Emit(string kind, string parameters, string body, string nullable) =>
        new TestProject(
            "App",
            $$"""
            #nullable {{nullable}}
            namespace App;
            [DomainEvent] internal {{kind}} Seen({{parameters}}) {{{body}} }
            internal sealed record Inner(string Text, Inner Deeper) {{{body}} }
            internal readonly record struct InnerStruct(string Text) {{{body}} }
            internal sealed record Page<T>(T Item, T Next);
            internal sealed class Outer { internal sealed record Nested(int A) {{{body}} } }
            internal enum Kind : byte { One }
            """).Run().Sources;
}

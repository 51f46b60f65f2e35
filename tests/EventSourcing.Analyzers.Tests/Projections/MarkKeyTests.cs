using Verify = EventSourcing.Analyzers.Tests.Verifiers.CodeFixVerifier<EventSourcing.Analyzers.ModelAnalyzer, EventSourcing.CodeFixes.Projections.MarkKeyCodeFixProvider>;

namespace EventSourcing.Analyzers.Tests.Projections;

/// <summary>The fix that gives rows a key.</summary>
public sealed class MarkKeyTests
{
    private const string Usings = "#nullable enable\nusing System;\nusing EventSourcing;\n";

    [TestCase("public sealed record {|ESG0709:Row|}(int Number);", "public sealed record Row([ReadModelKey] int Number);", "Number")]
    [TestCase("public sealed record {|ESG0709:Row|}(string Customer, decimal Total);", "public sealed record Row([ReadModelKey] string Customer, decimal Total);", "Customer")]
    [TestCase("public sealed record {|ESG0709:Row|}(string Customer, decimal Total);", "public sealed record Row(string Customer, [ReadModelKey] decimal Total);", "Total")]
    [TestCase("public sealed record {|ESG0709:OrderTotal|}(Guid CustomerId, Guid OrderId);", "public sealed record OrderTotal(Guid CustomerId, [ReadModelKey] Guid OrderId);", null, TestName = "The type's own id comes first")]
    [TestCase("public sealed record {|ESG0709:Row|}(string Name, string? Key, double Number, Guid ThingId);", "public sealed record Row(string Name, string? Key, double Number, [ReadModelKey] Guid ThingId);", null, TestName = "What can be no key is not offered")]
    [TestCase("public sealed class {|ESG0709:Row|}\n{\n    /// <summary>A.</summary>\n    public string Code { get; init; } = \"\";\n}", "public sealed class Row\n{\n    /// <summary>A.</summary>\n    [ReadModelKey]\n    public string Code { get; init; } = \"\";\n}", "Code")]
    [TestCase("public sealed record {|ESG0709:Row|}([Indexed] DayOfWeek Day);", "public sealed record Row([ReadModelKey][Indexed] DayOfWeek Day);", "Day")]
    [TestCase("public sealed record {|ESG0709:Row|}(Sku Sku); [EventValue] public readonly record struct Sku(string Value);", "public sealed record Row([ReadModelKey] Sku Sku); [EventValue] public readonly record struct Sku(string Value);", "Sku")]
    public Task A_member_is_marked(string declaration, string @fixed, string? member) => Verify.VerifyAsync(Usings + "[ReadModel] " + declaration, Usings + "[ReadModel] " + @fixed, member);

    [Test]
    public Task Without_the_namespace_the_attribute_is_written_in_full() => Verify.VerifyAsync(
        "[EventSourcing.ReadModel] public sealed record {|ESG0709:Row|}(int Number);",
        "[EventSourcing.ReadModel] public sealed record Row([global::EventSourcing.ReadModelKey] int Number);");

    [TestCase("[ReadModel] public abstract record {|ESG0709:Row|}(int Number);")]
    [TestCase("[ReadModel] public sealed record {|ESG0709:Row|}(double Ratio);")]
    [TestCase("[ReadModel] public sealed record {|ESG0709:Row|}(string? Name);")]
    [TestCase("[ReadModel(\"events\")] public sealed record {|ESG0709:Row|}(int Id);")]
    public Task Rows_that_lack_something_else_are_left_alone(string declaration) => Verify.VerifyNoFixAsync(Usings + declaration);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0710")]
public sealed class ColumnTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [TestCase("(double {|ESG0710:Id|})")]
    [TestCase("(int? {|ESG0710:Id|})")]
    [TestCase("(List<int> {|ESG0710:Id|})")]
    [TestCase("(int Id, [ReadModelColumn(\"id\")] int {|ESG0710:Other|})")]
    [TestCase("(int Id, [ReadModelColumn(\"Other\")] int {|ESG0710:Other|})")]
    [TestCase("(int Id, int {|ESG0710:Größe|})")]
    [TestCase("(int Id) { public int {|ESG0710:Value|} { get; private set; } }")]
    [TestCase("(int Id) { public int {|ESG0710:Value|} { private get; set; } }")]
    [TestCase("(int Id) { [RowVersion] public string {|ESG0710:Value|} { get; init; } }")]
    [TestCase("([property: ReadModelKey, RowVersion] int {|ESG0710:Number|})")]
    [TestCase("(int Id, [RowVersion] int First, [RowVersion] int {|ESG0710:Second|})")]
    [TestCase("(int Id, [SoftDeleted] DateTimeOffset {|ESG0710:Gone|})")]
    [TestCase("(int Id, [SoftDeleted] bool? {|ESG0710:Gone|})")]
    [TestCase("(int Id, [Indexed] int[] {|ESG0710:Values|})")]
    [TestCase("(int Id, [Indexed(\"a\"), Indexed(\"a\")] int {|ESG0710:Value|})")]
    [TestCase("(int Id, object {|ESG0401:Value|})")]
    [TestCase("(int Id, System.IO.Stream {|ESG0206:Value|})")]
    public Task Reports_members_that_cannot_be_columns(string body) => Verify.VerifyAsync(Types + $"[ReadModel] public sealed record Row{body}{(body.EndsWith('}') ? "" : ";")}");

    [TestCase("(int Id, [Indexed, Indexed(\"a\")] string Name, [RowVersion] long Version, [SoftDeleted] DateTimeOffset? Gone);")]
    [TestCase("(int Id) { [SoftDeleted] public bool IsGone { get; init; } public string Text => \"\"; [System.Text.Json.Serialization.JsonIgnore] public object Cache { get; set; } }")]
    public Task Accepts_columns(string body) => Verify.VerifyAsync(Types + "[ReadModel] public sealed record Row" + body);

    [Test]
    public Task Says_why() => Verify.VerifyAsync(
        Types + "[ReadModel] public sealed record Row(double {|#0:Id|});",
        new DiagnosticResult("ESG0710", DiagnosticSeverity.Error).WithLocation(0).WithMessage(
            "The member 'Id' of the rows 'Row' cannot be stored as it is, because it belongs to the key and is stored as a floating-point number; use a whole number, a decimal, a text, a GUID, a date, an enum, or a type with [EventValue] around one of these"));
}

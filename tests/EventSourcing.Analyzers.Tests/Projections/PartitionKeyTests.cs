using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Projections;

[TestOf("ESG0708")]
public sealed class PartitionKeyTests
{
    private const string Types = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;
        [DomainEvent] public sealed record OrderPlaced(int Amount);

        """;

    [TestCase("private string {|ESG0708:KeyOf|}(OrderPlaced e) => \"\";")]
    [TestCase("private static void {|ESG0708:KeyOf|}(OrderPlaced e) { }")]
    [TestCase("private static Task<string> {|ESG0708:KeyOf|}(OrderPlaced e) => Task.FromResult(\"\");")]
    [TestCase("private static string {|ESG0708:KeyOf|}() => \"\";")]
    [TestCase("private static string {|ESG0708:KeyOf|}(OrderPlaced e, int more) => \"\";")]
    [TestCase("private static string {|ESG0708:KeyOf|}(int e) => \"\";")]
    [TestCase("private static string {|ESG0708:KeyOf|}<T>(T e) => \"\";")]
    [TestCase("private static string {|ESG0708:KeyOf|}(in OrderPlaced e) => \"\";")]
    [TestCase("private static string KeyOf(OrderPlaced e) => \"\"; [PartitionKey] private static string {|ESG0708:Other|}(OrderPlaced e) => \"\";")]
    public Task Reports_methods_that_are_not_asked(string method) => Verify.VerifyAsync(Types + $"[Projection] public sealed partial class Totals {{ [Handles] private void On(OrderPlaced e) {{ }} [PartitionKey] {method} }}");

    [TestCase("private static string KeyOf(OrderPlaced e) => \"\";")]
    [TestCase("private static Guid? KeyOf(object e, EventMetadata m) => m.EventId;")]
    public Task Accepts_those_that_are(string method) => Verify.VerifyAsync(Types + $"[Projection] public sealed partial class Totals {{ [Handles] private void On(OrderPlaced e) {{ }} [PartitionKey] {method} }}");
}

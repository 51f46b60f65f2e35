using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ConflictAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Use;

[TestOf("ESG0606")]
public sealed class ConflictTests
{
    private static string Use(string statements) => """
        using System;
        using System.Threading.Tasks;
        using EventSourcing;
        public sealed partial class Order : AggregateRoot<string>, IAggregate<Order, string>
        {
            public int Count => 1;
            public void Pay() { }
            public static AggregateDescriptor Descriptor => null!;
            public static Order CreateEmpty() => new();
        }
        public sealed class Use(AggregateRepository<Order, string> orders)
        {
            private Order _order = null!;
            public async Task Do(Order order, Order other)
            {

        """ + statements + "\n    }\n}";

    [TestCase("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { await orders.SaveAsync({|ESG0606:order|}); }")]
    [TestCase("try { await orders.SaveAsync(order); } catch (ConcurrencyException e) when (e.Message != \"\") { {|ESG0606:order|}.Pay(); }")]
    [TestCase("try { order.Pay(); await orders.SaveAsync(order); } catch (ConcurrencyException) { Console.WriteLine(order.Id); } await orders.SaveAsync({|ESG0606:order|});")]
    [TestCase("if (order.Count > 0) { try { await orders.SaveAsync(order); } catch (ConcurrencyException) { } } {|ESG0606:order|}.Pay();")]
    [TestCase("while (true) { try { {|ESG0606:order|}.Pay(); await orders.SaveAsync(order); return; } catch (ConcurrencyException) { } }")]
    [TestCase("for (var i = 0; i < 3; i++) { {|ESG0606:order|}.Pay(); try { await orders.SaveAsync(order); break; } catch (ConcurrencyException) { continue; } }")]
    [TestCase("var loaded = await orders.LoadAsync(\"a\"); try { await orders.SaveAsync(loaded); } catch (ConcurrencyException) { await orders.SaveAsync({|ESG0606:loaded|}).ConfigureAwait(false); }")]
    [TestCase("try { await orders.SaveAsync(_order); } catch (ConcurrencyException) { await orders.SaveAsync({|ESG0606:_order|}); }")]
    [TestCase("try { await orders.SaveAsync(order); await orders.SaveAsync(order); } catch (ConcurrencyException e) when (e.Message != \"\") { } catch (ConcurrencyException) { } {|ESG0606:order|}.Pay();")]
    public Task Reports_aggregates_that_go_on_after_a_conflict(string statements) => Verify.VerifyAsync(Use(statements));

    [TestCase("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { throw; } order.Pay();")]
    [TestCase("try { await orders.SaveAsync(order); } catch (ConcurrencyException e) { throw new InvalidOperationException(order.ToString(), e); }")]
    [TestCase("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { Console.WriteLine(order.Id + order.Count); return; } order.Pay();")]
    [TestCase("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { order = await orders.LoadAsync(order.Id); order.Pay(); await orders.SaveAsync(order); }")]
    [TestCase("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { other.Pay(); await orders.SaveAsync(other); }")]
    [TestCase("try { await orders.SaveAsync(order); } catch (InvalidOperationException) { await orders.SaveAsync(order); }")]
    [TestCase("try { await orders.SaveAsync(order); order.Pay(); } catch (ConcurrencyException) { }")]
    [TestCase("while (true) { var loaded = await orders.LoadAsync(\"a\"); try { loaded.Pay(); await orders.SaveAsync(loaded); return; } catch (ConcurrencyException) { } }")]
    [TestCase("while (true) { order = await orders.LoadAsync(\"a\"); order.Pay(); try { await orders.SaveAsync(order); return; } catch (ConcurrencyException) { } }")]
    [TestCase("for (var i = 0; i < 3; i++) { try { await orders.SaveAsync(order); } catch (ConcurrencyException) { break; } }")]
    [TestCase("order.Pay(); await orders.SaveAsync(order); await orders.SaveAsync(order);")]
    public Task Accepts_what_is_loaded_again_or_left_alone(string statements) => Verify.VerifyAsync(Use(statements));

    [Test]
    public Task Says_what_and_where() => Verify.VerifyAsync(
        Use("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { await orders.SaveAsync({|#0:order|}); }"),
        new DiagnosticResult("ESG0606", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(
            "'order' met a conflict, and still has the state and the events that led to it; load it again before it is changed or saved, or use ExecuteAsync, which does"));

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync(
        "#pragma warning disable ESG0606\n" + Use("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { order.Pay(); }"));

    [Test]
    public Task Can_be_switched_off_by_severity() => Verify.VerifyWithConfigAsync(
        Use("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { order.Pay(); }"), "dotnet_diagnostic.ESG0606.severity = none");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync(
        "// <auto-generated/>\n" + Use("try { await orders.SaveAsync(order); } catch (ConcurrencyException) { order.Pay(); }"));
}

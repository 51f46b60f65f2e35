using EventSourcing.Analyzers.Tests.Verifiers;

namespace EventSourcing.Analyzers.Tests.Events;

/// <summary>Right and wrong events as people write them, before all rules at once.</summary>
public sealed class EventCorpusTests
{
    [TestCase("[DomainEvent] public sealed record OrderPlaced(decimal Amount, IReadOnlyList<string> Lines);")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced;")]
    [TestCase("[DomainEvent] public readonly record struct OrderPlaced(Guid OrderId, DateTimeOffset PaidAt, DateOnly ValueDate);")]
    [TestCase("[DomainEvent] public sealed class OrderPlaced { public required decimal Amount { get; init; } public string? Note { get; init; } }")]
    [TestCase("[DomainEvent] public sealed class OrderPlaced(decimal amount) { public decimal Amount { get; } = amount; }")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(ImmutableArray<int> A, ImmutableDictionary<string, int> B, IReadOnlySet<int> C, ReadOnlyMemory<byte> D);")]
    [TestCase("public readonly record struct Money(decimal Amount, string Currency);\n[DomainEvent] public sealed record OrderPlaced(Money Price, IReadOnlyDictionary<string, Money> Fees);")]
    [TestCase("public abstract record OrderEvent(Guid OrderId);\n[DomainEvent] public sealed record OrderPlaced(Guid OrderId, decimal Amount) : OrderEvent(OrderId);")]
    [TestCase("public interface IOrderEvent { Guid OrderId { get; } }\n[DomainEvent] public sealed record OrderPlaced(Guid OrderId) : IOrderEvent;")]
    [TestCase("[JsonDerivedType(typeof(Card), \"card\")] public abstract record Means;\npublic sealed record Card(string Number) : Means;\n[DomainEvent] public sealed record OrderPaid(Means Means);")]
    [TestCase("[DomainEvent(\"order-placed\", Version = 2, Aliases = [\"order-made\"])] public sealed record OrderPlaced(JsonElement Extra, Uri? Link, TimeSpan Wait, int? Count);")]
    [TestCase("public static class OrderEvents { [DomainEvent(\"order-created\")] public sealed record Created; }\npublic static class InvoiceEvents { [DomainEvent(\"invoice-created\")] public sealed record Created; }")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(decimal Amount) { public decimal Tax => Amount * 0.19m; public OrderPlaced Doubled() => this with { Amount = Amount * 2 }; }")]
    public Task What_is_right_has_no_diagnostic(string source) => AllAnalyzersVerifier.VerifyAsync(source);

    [TestCase("[DomainEvent] public sealed class OrderPlaced { public decimal {|ESG0201:Amount|} { get; set; } }")]
    [TestCase("[DomainEvent] public sealed class OrderPlaced { public decimal {|ESG0201:Amount|} { get; private set; } public void Raise() => Amount++; }")]
    [TestCase("[DomainEvent] public sealed class OrderPlaced { private decimal {|ESG0201:amount|}; public decimal Amount => amount; public void Raise() => amount++; }")]
    [TestCase("[DomainEvent] public sealed class OrderPlaced(decimal {|ESG0201:amount|}) { public decimal Amount => amount; public void Raise() => amount++; }")]
    [TestCase("[DomainEvent] public record struct {|ESG0201:OrderPlaced|}(decimal Amount, int Count);")]
    [TestCase("[DomainEvent] public struct OrderPlaced { public decimal {|ESG0201:Amount|}; }")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(string[] {|ESG0202:Lines|});")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(byte[] {|ESG0202:Hash|});")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(Dictionary<string, List<int>> {|ESG0202:Lines|});")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(IReadOnlyList<List<int>> {|ESG0203:Lines|});")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(int[,] {|ESG0401:Matrix|}, System.Collections.ArrayList {|ESG0401:Items|}, System.Text.StringBuilder {|ESG0401:Text|});")]
    [TestCase("public sealed class Address { public string Street { get; set; } = \"\"; }\n[DomainEvent] public sealed record OrderPlaced(Address {|ESG0203:Address|});")]
    [TestCase("public sealed class Line { public int Count { get; set; } }\n[DomainEvent] public sealed record OrderPlaced(List<Line> {|ESG0202:{|ESG0203:Lines|}|});")]
    [TestCase("public abstract record OrderEvent { public string Note { get; set; } = \"\"; }\n[DomainEvent] public sealed record {|ESG0201:OrderPlaced|}(int Id) : OrderEvent;")]
    [TestCase("[DomainEvent] public record {|ESG0204:OrderPlaced|}(decimal Amount);")]
    [TestCase("[DomainEvent] public abstract record {|ESG0205:OrderPlaced|}(decimal Amount);")]
    [TestCase("[DomainEvent] public sealed record {|ESG0205:OrderPlaced|}<T>(T Value);")]
    [TestCase("[DomainEvent(\"\")] public sealed record {|ESG0205:OrderPlaced|}(int Id);")]
    [TestCase("[DomainEvent(\"a\", Aliases = [\" \"])] public sealed record {|ESG0205:OrderPlaced|}(int Id);")]
    [TestCase("[Aggregate(\"\")] public sealed partial class {|ESG0010:Order|} : AggregateRoot<Guid>;")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(Action {|ESG0206:Done|}, Task {|ESG0206:Work|}, CancellationToken {|ESG0206:Token|}, System.IO.Stream {|ESG0206:Content|});")]
    [TestCase("public interface IMailer { void Send(string to); }\n[DomainEvent] public sealed record OrderPlaced(IMailer {|ESG0206:Mailer|});")]
    [TestCase("public sealed partial class Customer : AggregateRoot<Guid>;\n[DomainEvent] public sealed record OrderPlaced(Customer {|ESG0206:Customer|}, IReadOnlyList<Customer> {|ESG0206:Others|});")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(Guid {|ESG0208:EventId|}, DateTime {|ESG0208:OccurredOn|}, decimal Amount);")]
    [TestCase("[DomainEvent] public sealed record OrderPlaced(object {|ESG0401:Payload|});")]
    [TestCase("public abstract record Means;\n[DomainEvent] public sealed record OrderPaid(Means {|ESG0407:Means|});")]
    [TestCase("public enum Method { Card }\n[DomainEvent] public sealed record OrderPaid(double {|ESG0406:Amount|}, DateTime {|ESG0406:PaidAt|}, Method {|ESG0406:Method|});")]
    [TestCase("[DomainEvent] public sealed record {|ESG0101:PlaceOrder|}(int Id);")]
    [TestCase("[DomainEvent] public sealed record {|ESG0102:PlacedOrder|}(int Id);")]
    [TestCase("namespace A { [DomainEvent(\"a\")] public sealed record {|ESG0103:OrderPlaced|}; }\nnamespace B { [DomainEvent(\"b\")] public sealed record {|ESG0103:OrderPlaced|}; }")]
    [TestCase("namespace A { [DomainEvent] public sealed record {|ESG0502:OrderPlaced|}; }\nnamespace B { [DomainEvent] public sealed record {|ESG0502:OrderPlaced|}; }")]
    [TestCase("[DomainEvent] public sealed class OrderPlaced { private readonly IServiceProvider {|ESG0206:_services|}; public OrderPlaced(IServiceProvider services) => _services = services; }")]
    public Task What_is_wrong_has_one_diagnostic_for_each_mistake(string source) => AllAnalyzersVerifier.VerifyAsync(source);
}

using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.ModelAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Events;

[TestOf("ESG0206")]
public sealed class NotFactTests
{
    private const string Types = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Text.Json.Serialization;
        using EventSourcing;
        public interface IPriceService { decimal PriceOf(string product); }
        public interface ICachedPriceService : IPriceService { void Clear(); }
        public sealed class Mailer { public void Send(string to) { } }
        public sealed class Pricing { private readonly IPriceService _prices = null!; private readonly System.Net.Http.HttpClient _client = null!; public decimal Of(string product) => 1; }
        public sealed class Weight { private readonly decimal _grams; public Weight() => _grams = 1; public Weight Add(Weight other) => this; }
        public sealed class Database : IDisposable { public void Dispose() { } }
        public sealed class Connection : IAsyncDisposable { public System.Threading.Tasks.ValueTask DisposeAsync() => default; }
        public sealed partial class Customer : AggregateRoot<Guid>;
        public abstract partial class Person : AggregateRoot<Guid>;
        public delegate void Callback(int x);
        public sealed record Line(string Product);
        public interface IPayment { decimal Amount { get; } decimal Fee(); }
        [JsonDerivedType(typeof(Cash), "cash")] public interface IMeans { decimal Fee(); }
        public sealed record Cash : IMeans { public decimal Fee() => 0; }
        namespace System.Net.Http { public interface IHttpClientFactory { HttpClient CreateClient(string name); } }
        public sealed class Money { public decimal Amount { get; init; } public Money Add(Money other) => this; }

        """;

    [TestCase("Customer")]
    [TestCase("Customer?")]
    [TestCase("Person")]
    [TestCase("IReadOnlyList<Customer>")]
    [TestCase("IReadOnlyDictionary<string, Customer>")]
    [TestCase("IPriceService")]
    [TestCase("ICachedPriceService")]
    [TestCase("Mailer")]
    [TestCase("Pricing")]
    [TestCase("Database")]
    [TestCase("Connection")]
    [TestCase("Callback")]
    [TestCase("Action")]
    [TestCase("Func<int, string>[]")]
    [TestCase("Delegate")]
    [TestCase("EventHandler")]
    [TestCase("System.IO.Stream")]
    [TestCase("System.IO.MemoryStream?")]
    [TestCase("System.Net.Http.HttpClient")]
    [TestCase("System.Net.Http.IHttpClientFactory")]
    [TestCase("System.Data.Common.DbConnection")]
    [TestCase("System.Data.DataTable")]
    [TestCase("System.Threading.Tasks.Task")]
    [TestCase("System.Threading.Tasks.Task<int>")]
    [TestCase("System.Threading.Tasks.ValueTask<int>")]
    [TestCase("IAsyncEnumerable<int>")]
    [TestCase("IEnumerator<int>")]
    [TestCase("System.Threading.CancellationToken")]
    [TestCase("System.Threading.CancellationToken?")]
    [TestCase("System.Threading.CancellationTokenSource")]
    [TestCase("IDisposable")]
    [TestCase("IServiceProvider")]
    [TestCase("TimeProvider")]
    [TestCase("IProgress<int>")]
    public Task Reports_what_is_no_data(string type) => Verify.VerifyAsync(Types + $$"""
        [DomainEvent] public sealed record OrderPlaced(int Id, {{type}} {|ESG0206:Value|});
        """);

    [TestCase("string")]
    [TestCase("Line")]
    [TestCase("IReadOnlyList<Line>")]
    [TestCase("Money?")]
    [TestCase("Weight")]
    [TestCase("System.Text.Json.JsonElement")]
    public Task Accepts_data(string type) => Verify.VerifyAsync(Types + $$"""
        [DomainEvent] public sealed record OrderPlaced({{type}} Value)
        {
            [JsonIgnore] public Func<int>? Ignored => null;
            public static readonly TimeProvider Clock = TimeProvider.System;
            public IPriceService Find(Action found) => throw new NotSupportedException();
        }
        """);

    [Test]
    public Task Other_reasons_not_to_be_stored_have_their_own_ids() => Verify.VerifyAsync(Types + """
        [DomainEvent] public sealed record OrderPlaced(object {|ESG0401:Anything|}, IPayment {|ESG0407:Payment|}, IComparable {|ESG0407:Comparable|});
        """);

    [Test]
    public Task Reports_it_in_classes_structs_bases_and_private_places() => Verify.VerifyAsync(Types + """
        public abstract record OrderEvent(Callback {|ESG0206:Done|});
        [DomainEvent] public sealed record OrderPlaced(Callback Done) : OrderEvent(Done);
        [DomainEvent] public sealed record OrderPaid(Callback Done) : OrderEvent(Done);
        [DomainEvent] public readonly record struct OrderSent(IPriceService {|ESG0206:Prices|});
        [DomainEvent] public sealed class OrderClosed
        {
            private readonly IPriceService {|ESG0206:_prices|};
            public OrderClosed(IPriceService prices) => _prices = prices;
        }
        [DomainEvent] public sealed class OrderCounted(IPriceService {|ESG0206:prices|}) { public int Id { get; init; } = prices is null ? 1 : 2; }
        public sealed record Detail(int Id) { private Mailer? {|ESG0206:Mailer|} { get; init; } }
        [DomainEvent] public sealed record OrderMoved(Detail Detail);
        public sealed record Handled(Action {|ESG0206:Do|});
        public sealed partial class Order : AggregateRoot<string> { [Handles] private void On(Handled e) { } }
        """);

    [Test]
    public Task Says_what_it_is() => Verify.VerifyAsync(
        Types + "[DomainEvent] public sealed record OrderPlaced(IReadOnlyList<Customer> {|#0:Buyers|});",
        new Microsoft.CodeAnalysis.Testing.DiagnosticResult("ESG0206", Microsoft.CodeAnalysis.DiagnosticSeverity.Error)
            .WithLocation(0)
            .WithMessage("The member 'OrderPlaced.Buyers' of type 'IReadOnlyList<Customer>' is no data: it is an aggregate, which has a history of its own; store the values that it stands for"));

    [Test]
    public Task Can_be_suppressed_by_a_pragma() => Verify.VerifyAsync("#pragma warning disable ESG0206\n[EventSourcing.DomainEvent] public sealed record OrderPlaced(System.Action Done);");

    [Test]
    public Task Says_nothing_in_generated_code() => Verify.VerifyAsync("// <auto-generated/>\n[EventSourcing.DomainEvent] public sealed record OrderPlaced(System.Action Done);");
}

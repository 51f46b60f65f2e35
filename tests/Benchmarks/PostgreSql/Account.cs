using EventSourcing;

namespace Benchmarks.PostgreSql;

/// <summary>What the bookings are folded into where an aggregate is loaded.</summary>
[Aggregate("account")]
public sealed partial class Account : AggregateRoot<string>
{
    public decimal Turnover { get; private set; }

    [Handles] private void On(TransferBooked e) => Turnover += e.Amount;
}

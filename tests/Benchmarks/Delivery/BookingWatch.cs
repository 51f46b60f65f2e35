using Benchmarks.PostgreSql;
using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>A process that remembers something of each event and does nothing.</summary>
/// <param name="states">What it remembers.</param>
[ProcessManager("booking-watch")]
public sealed partial class BookingWatch(IReadModel<WatchedAccount> states) : ProcessManager<WatchedAccount>(states)
{
    [PartitionKey] private static string KeyOf(TransferBooked e) => BookingKeys.Of(e);

    /// <inheritdoc/>
    protected override bool Starts(object @event) => true;

    [Handles]
    private void On(TransferBooked e) => State = new WatchedAccount(Key, (HasState ? State.Cents : 0) + (long)(e.Amount * 100));
}

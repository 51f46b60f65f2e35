using Benchmarks.PostgreSql;
using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>A process that appends an event for each one.</summary>
/// <param name="states">What it remembers.</param>
[ProcessManager("booking-notices")]
public sealed partial class BookingNotices(IReadModel<WatchedAccount> states) : ProcessManager<WatchedAccount>(states)
{
    [PartitionKey] private static string KeyOf(TransferBooked e) => BookingKeys.Of(e);

    /// <inheritdoc/>
    protected override bool Starts(object @event) => true;

    [Handles]
    private async ValueTask On(TransferBooked e, CancellationToken cancellationToken)
    {
        State = new WatchedAccount(Key, (HasState ? State.Cents : 0) + (long)(e.Amount * 100));
        await AppendAsync(new StreamId("notice", Key), ExpectedVersion.Any, [new BookingNoticed(State.Cents)], cancellationToken).ConfigureAwait(false);
    }
}

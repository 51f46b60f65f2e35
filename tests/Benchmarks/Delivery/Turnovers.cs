using Benchmarks.PostgreSql;
using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>The projection as most are written: an event at a time, its row found and written back.</summary>
[Projection("turnovers")]
public sealed partial class Turnovers(IReadModel<AccountTurnover> rows)
{
    [Handles]
    private async ValueTask On(TransferBooked e, EventContext context, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(context.Stream.Key, cancellationToken).ConfigureAwait(false) ?? new AccountTurnover(context.Stream.Key, 0, 0);
        await rows.UpsertAsync(row.With(e.Amount), cancellationToken).ConfigureAwait(false);
    }
}

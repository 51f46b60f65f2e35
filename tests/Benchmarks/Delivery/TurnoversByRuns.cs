using Benchmarks.PostgreSql;
using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>The same projection by runs of events: their rows found together, and written together.</summary>
[Projection("turnovers-by-runs")]
public sealed partial class TurnoversByRuns(IReadModel<AccountTurnover> rows)
{
    [Handles]
    private async ValueTask On(IReadOnlyList<HandledEvent<TransferBooked>> run, CancellationToken cancellationToken)
    {
        var changed = (await rows.FindManyAsync(run.Select(e => e.Context.Stream.Key).Distinct(), cancellationToken).ConfigureAwait(false)).ToDictionary(row => row.Account);
        foreach (var (booked, context) in run)
        {
            var key = context.Stream.Key;
            changed[key] = (changed.GetValueOrDefault(key) ?? new AccountTurnover(key, 0, 0)).With(booked.Amount);
        }

        await rows.UpsertManyAsync(changed.Values, cancellationToken).ConfigureAwait(false);
    }
}

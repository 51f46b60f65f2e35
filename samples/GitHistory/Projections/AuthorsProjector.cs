using EventSourcing;

namespace GitHistory.Projections;

/// <summary>Brings the projection of authors up to what the store holds, builds it anew, and reads its rows.</summary>
internal sealed class AuthorsProjector(ITransactionalEventStore store)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>Handles what was stored since the last time.</summary>
    /// <param name="progress">Told now and then which part of it is done, from 0 to 1, and how many events are handled a second.</param>
    /// <param name="cancellationToken">Ends it. What was handled stays so.</param>
    /// <exception cref="HistoryException">An event cannot be handled.</exception>
    public async Task CatchUpAsync(Action<double, double> progress, CancellationToken cancellationToken)
    {
        if (await store.GetHeadAsync(cancellationToken) is not { } head) return;
        var name = ProjectionDescriptor.Of<Authors>().SubscriptionName;
        await using var manager = new SubscriptionManager(store);
        manager.AddProjection<Authors>(options => options with { BatchSize = 1_000, OnError = ErrorStrategy.Stop, DrainTime = TimeSpan.Zero });
        await manager.StartAsync(name, cancellationToken);
        for (var most = 0L; !await manager.WaitForAsync(name, head, Glance, cancellationToken);)
        {
            var status = await manager.GetStatusAsync(name, cancellationToken);
            if (status.State == SubscriptionState.Faulted) throw new HistoryException($"The commits of authors cannot be counted: {status.Fault!.Message}");

            // The feed may grow meanwhile: the longest way that was seen counts as the whole.
            most = Math.Max(most, status.Lag);
            progress(most == 0 ? 0 : 1 - ((double)status.Lag / most), status.EventsPerSecond);
        }
    }

    /// <summary>Counts all commits once more, into a table beside the one that is there, which takes its place at the end. What was broken off is gone on with.</summary>
    /// <param name="progress">Told now and then which part of it is done, from 0 to 1, and how many events are handled a second.</param>
    /// <param name="cancellationToken">Breaks it off. The table that is there stays as it is.</param>
    /// <exception cref="EventSourcingException">An event cannot be handled, another process is rebuilding it, or the store failed.</exception>
    public async Task RebuildAsync(Action<double, double> progress, CancellationToken cancellationToken) =>
        await new ProjectionRebuilder(store).RebuildAsync<Authors>(progress: new Teller(progress), cancellationToken: cancellationToken);

    /// <summary>The rows of a branch, by month and then by author.</summary>
    public IAsyncEnumerable<AuthorMonth> RowsAsync(BranchId branch, CancellationToken cancellationToken) =>
        store.ReadModel(AuthorMonthMapping.Instance).QueryAsync(new ReadModelQuery<AuthorMonth>().Where(AuthorMonthColumns.Branch.EqualTo(branch.ToString())), cancellationToken);

    /// <summary>Tells at once, in the order in which it is told.</summary>
    private sealed class Teller(Action<double, double> progress) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => progress(value.Fraction, value.EventsPerSecond);
    }
}

using EventSourcing;

namespace GitHistory.Projections;

/// <summary>Brings the projection of authors up to what the store holds, and reads its rows.</summary>
internal sealed class AuthorsProjector(ITransactionalEventStore store)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    /// <summary>Handles what was stored since the last time.</summary>
    /// <param name="progress">Told now and then how it stands.</param>
    /// <param name="cancellationToken">Ends it. What was handled stays so.</param>
    /// <exception cref="EventSourcingException">An event cannot be handled, or the store failed.</exception>
    public async Task CatchUpAsync(Action<SubscriptionStatus> progress, CancellationToken cancellationToken)
    {
        if (await store.GetHeadAsync(cancellationToken) is not { } head) return;
        var name = ProjectionDescriptor.Of<Authors>().SubscriptionName;
        await using var manager = new SubscriptionManager(store);
        manager.AddProjection<Authors>(options => options with { BatchSize = 1_000, OnError = ErrorStrategy.Stop, DrainTime = TimeSpan.Zero });
        await manager.StartAsync(name, cancellationToken);
        while (!await manager.WaitForAsync(name, head, Glance, cancellationToken))
        {
            var status = await manager.GetStatusAsync(name, cancellationToken);
            if (status.State == SubscriptionState.Faulted) throw new HistoryException($"The commits of authors cannot be counted: {status.Fault!.Message}");
            progress(status);
        }
    }

    /// <summary>The rows of a branch, by month and then by author.</summary>
    public IAsyncEnumerable<AuthorMonth> RowsAsync(BranchId branch, CancellationToken cancellationToken) =>
        store.ReadModel(AuthorMonthMapping.Instance).QueryAsync(new ReadModelQuery<AuthorMonth>().Where(AuthorMonthColumns.Branch.EqualTo(branch.ToString())), cancellationToken);
}

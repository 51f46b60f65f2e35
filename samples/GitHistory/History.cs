using EventSourcing;
using EventSourcing.Sqlite;
using GitHistory.Views;
using Microsoft.Data.Sqlite;

namespace GitHistory;

/// <summary>A store of recorded branches.</summary>
internal sealed class History(SqliteEventStore store) : IAsyncDisposable
{
    // A killed process loses nothing either way. What a power cut could take, the next import reads from git again.
    private static readonly SqliteEventStoreOptions Options = new() { Synchronous = SqliteSynchronous.Normal };

    /// <summary>The branches as aggregates.</summary>
    public AggregateRepository<Branch, BranchId> Branches { get; } = new(store);

    /// <summary>Opens a file, or begins it.</summary>
    public static History Open(string file) =>
        new(new SqliteEventStore(new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString, DomainEvents.Catalog, Options));

    /// <summary>All recordings of all branches.</summary>
    public async Task<IReadOnlyList<BranchId>> RecordingsAsync(CancellationToken cancellationToken)
    {
        var recordings = new List<BranchId>();
        await foreach (var summary in store.ListStreamsAsync(Branch.Category, cancellationToken))
            recordings.Add(BranchId.Parse(summary.Stream.Key));
        return recordings;
    }

    /// <summary>All events of a branch, in order.</summary>
    public IAsyncEnumerable<RecordedEvent> EventsAsync(BranchId branch, CancellationToken cancellationToken) =>
        store.ReadStreamAsync(Branches.StreamOf(branch), cancellationToken: cancellationToken);

    /// <summary>The commits of a branch, in order; the store itself leaves out what they did to files.</summary>
    public async Task<IReadOnlyList<RecordedCommit>> CommitsAsync(BranchId branch, CancellationToken cancellationToken)
    {
        var stream = Branches.StreamOf(branch);
        var commitsAlone = new CategoryReadOptions { EventNames = [DomainEvents.Catalog.NameOf<CommitMade>()] };
        var commits = new List<RecordedCommit>();
        await foreach (var recorded in store.ReadCategoryAsync(Branch.Category, commitsAlone, cancellationToken))
        {
            if (recorded.Stream == stream) commits.Add(RecordedCommit.Of(recorded));
        }

        return commits;
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

using EventSourcing;
using GitHistory.Projections;
using GitHistory.Views;

namespace GitHistory;

/// <summary>A store of recorded branches.</summary>
internal sealed class History : IAsyncDisposable
{
    private readonly ITransactionalEventStore _store;
    private readonly IEventDirectory _directory;
    private readonly IAsyncDisposable? _connections;

    private History(ITransactionalEventStore store, IEventDirectory directory, IAsyncDisposable? connections)
    {
        _store = store;
        _directory = directory;
        _connections = connections;
        Branches = new AggregateRepository<Branch, BranchId>(store);
        Authors = new AuthorsProjector(store);
    }

    /// <summary>The branches as aggregates.</summary>
    public AggregateRepository<Branch, BranchId> Branches { get; }

    /// <summary>What is derived from the commits about their authors.</summary>
    public AuthorsProjector Authors { get; }

    /// <summary>What an event store holds. It is disposed with the history, and so are the connections that it uses.</summary>
    public static History Of<TStore>(TStore store, IAsyncDisposable? connections = null)
        where TStore : ITransactionalEventStore, IEventDirectory => new(store, store, connections);

    /// <summary>All recordings of all branches.</summary>
    public async Task<IReadOnlyList<BranchId>> RecordingsAsync(CancellationToken cancellationToken)
    {
        var recordings = new List<BranchId>();
        await foreach (var summary in _directory.ListStreamsAsync(Branch.Category, cancellationToken))
            recordings.Add(BranchId.Parse(summary.Stream.Key));
        return recordings;
    }

    /// <summary>All events of a branch, in order.</summary>
    public IAsyncEnumerable<RecordedEvent> EventsAsync(BranchId branch, CancellationToken cancellationToken) =>
        _store.ReadStreamAsync(Branches.StreamOf(branch), cancellationToken: cancellationToken);

    /// <summary>The commits of a branch, in order; the store itself leaves out what they did to files.</summary>
    public async Task<IReadOnlyList<RecordedCommit>> CommitsAsync(BranchId branch, CancellationToken cancellationToken)
    {
        var stream = Branches.StreamOf(branch);
        var commitsAlone = new CategoryReadOptions { EventNames = [DomainEvents.Catalog.NameOf<CommitMade>()] };
        var commits = new List<RecordedCommit>();
        await foreach (var recorded in _store.ReadCategoryAsync(Branch.Category, commitsAlone, cancellationToken))
        {
            if (recorded.Stream == stream) commits.Add(RecordedCommit.Of(recorded));
        }

        return commits;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        if (_connections is not null) await _connections.DisposeAsync();
    }
}

namespace EventSourcing.Hosting.Tests;

/// <summary>A store in memory that is away, or does not answer, when a test says so.</summary>
internal sealed class AwayStore(InMemoryEventStore inner) : ITransactionalEventStore
{
    private volatile bool _isAway;

    /// <summary>Whether tables cannot be reached.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <summary>What the question for the end of the feed waits for, whatever cancels it, as on a server that does not answer.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    public ICheckpointStore Checkpoints => inner.Checkpoints;

    public ILeaseStore Leases => inner.Leases;

    public EventCatalog Catalog => inner.Catalog;

    public IReadModelSchema ReadModelSchema => IsAway ? throw new EventStoreException("The server is away.", outcomeUnknown: false, isTransient: true) : inner.ReadModelSchema;

    public ValueTask<IStoreTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default) => inner.BeginTransactionAsync(cancellationToken);

    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => inner.ReadModel(mapping);

    public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(stream, expected, events, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamId stream, StreamReadOptions? options = null, CancellationToken cancellationToken = default) => inner.ReadStreamAsync(stream, options, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(GlobalPosition? after = null, FeedReadOptions? options = null, CancellationToken cancellationToken = default) => inner.ReadAllAsync(after, options, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadCategoryAsync(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default) => inner.ReadCategoryAsync(category, options, cancellationToken);

    public ValueTask<long> GetVersionAsync(StreamId stream, CancellationToken cancellationToken = default) => inner.GetVersionAsync(stream, cancellationToken);

    public async ValueTask<GlobalPosition?> GetHeadAsync(CancellationToken cancellationToken = default)
    {
        await Answer;
        return await inner.GetHeadAsync(cancellationToken);
    }

    public ValueTask<bool> ExistsAsync(Guid eventId, CancellationToken cancellationToken = default) => inner.ExistsAsync(eventId, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

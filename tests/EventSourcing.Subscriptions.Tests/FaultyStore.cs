using System.Runtime.CompilerServices;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A store in memory whose server is down, or whose answers are lost, when a test says so.</summary>
internal sealed class FaultyStore(InMemoryEventStore inner) : ITransactionalEventStore
{
    public bool IsDown { get; set; }

    /// <summary>How many commits are still to be done whose answers are lost.</summary>
    public int LostAnswers { get; set; }

    /// <summary>How many commits are still to fail before they are done, as those of a process that dies then.</summary>
    public int FailingCommits { get; set; }

    /// <summary>After how many events a reading of the feed breaks off, once; <see langword="null"/> for none that does.</summary>
    public int? BreaksAfter { get; set; }

    /// <summary>How often a transaction was begun, or the feed read.</summary>
    public int Calls { get; private set; }

    /// <summary>How often a transaction was begun.</summary>
    public int Transactions { get; private set; }

    /// <summary>What beginning a transaction waits for, as on a server that does not answer.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    /// <summary>What writing dead letters fails with.</summary>
    public Exception? ParkingFault { get; set; }

    /// <summary>How often transactions still reach the dead letters before that.</summary>
    public int SoundLetters { get; set; }

    /// <summary>What is done before each transaction.</summary>
    public Func<Task>? BeforeTransaction { get; set; }

    /// <summary>How often the feed was asked.</summary>
    public int Reads { get; private set; }

    public ICheckpointStore Checkpoints => inner.Checkpoints;

    public ILeaseStore Leases => inner.Leases;

    public EventCatalog Catalog => inner.Catalog;

    public IReadModelSchema ReadModelSchema => inner.ReadModelSchema;

    public async ValueTask<IStoreTransaction> BeginTransactionAsync(CancellationToken cancellationToken = default)
    {
        if (BeforeTransaction is { } before) await before();
        ThrowIfDown();
        await Answer.WaitAsync(cancellationToken);
        Transactions++;
        return new FaultyTransaction(this, await inner.BeginTransactionAsync(cancellationToken));
    }

    /// <summary>A transaction of somebody else, with whom nothing is wrong.</summary>
    public ValueTask<IStoreTransaction> BeginDirectlyAsync() => inner.BeginTransactionAsync();

    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => inner.ReadModel(mapping);

    public ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default) =>
        inner.AppendAsync(stream, expected, events, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamId stream, StreamReadOptions? options = null, CancellationToken cancellationToken = default) => inner.ReadStreamAsync(stream, options, cancellationToken);

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(GlobalPosition? after = null, FeedReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Reads++;
        ThrowIfDown();
        var count = 0;
        await foreach (var @event in inner.ReadAllAsync(after, options, cancellationToken))
        {
            if (count++ == BreaksAfter)
            {
                BreaksAfter = null;
                throw Down();
            }

            yield return @event;
        }
    }

    public IAsyncEnumerable<RecordedEvent> ReadCategoryAsync(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default) => inner.ReadCategoryAsync(category, options, cancellationToken);

    public ValueTask<long> GetVersionAsync(StreamId stream, CancellationToken cancellationToken = default) => inner.GetVersionAsync(stream, cancellationToken);

    public ValueTask<GlobalPosition?> GetHeadAsync(CancellationToken cancellationToken = default) => inner.GetHeadAsync(cancellationToken);

    public ValueTask<bool> ExistsAsync(Guid eventId, CancellationToken cancellationToken = default) => inner.ExistsAsync(eventId, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void ThrowIfDown()
    {
        Calls++;
        if (IsDown) throw Down();
    }

    private static EventStoreException Down() => new("The server is down.", outcomeUnknown: false, isTransient: true);
}

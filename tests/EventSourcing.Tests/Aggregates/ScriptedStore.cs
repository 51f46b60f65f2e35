using System.Runtime.CompilerServices;

namespace EventSourcing.Tests.Aggregates;

/// <summary>A store over another one that loses answers and tampers with what is read, as a test tells it to.</summary>
internal sealed class ScriptedStore(IEventStore inner) : IEventStore
{
    public List<ExpectedVersion> Expected { get; } = [];

    public bool LoseNextAnswer { get; set; }

    public Action? OnAppend { get; set; }

    public Func<IEnumerable<RecordedEvent>, IEnumerable<RecordedEvent>>? Tamper { get; set; }

    public async ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        OnAppend?.Invoke();
        Expected.Add(expected);
        var result = await inner.AppendAsync(stream, expected, events, cancellationToken);
        if (!LoseNextAnswer) return result;
        LoseNextAnswer = false;
        throw new EventStoreException("the answer was lost", outcomeUnknown: true, isTransient: true);
    }

    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(StreamId stream, StreamReadOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IEnumerable<RecordedEvent> events = await inner.ReadStreamAsync(stream, options, cancellationToken).ToListAsync(cancellationToken);
        foreach (var recorded in Tamper?.Invoke(events) ?? events) yield return recorded;
    }

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(GlobalPosition? after = null, FeedReadOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.ReadAllAsync(after, options, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadCategoryAsync(string category, CategoryReadOptions? options = null, CancellationToken cancellationToken = default) =>
        inner.ReadCategoryAsync(category, options, cancellationToken);

    public ValueTask<long> GetVersionAsync(StreamId stream, CancellationToken cancellationToken = default) => inner.GetVersionAsync(stream, cancellationToken);

    public ValueTask<GlobalPosition?> GetHeadAsync(CancellationToken cancellationToken = default) => inner.GetHeadAsync(cancellationToken);

    public ValueTask<bool> ExistsAsync(Guid eventId, CancellationToken cancellationToken = default) => inner.ExistsAsync(eventId, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

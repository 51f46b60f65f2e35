using System.Globalization;

namespace EventSourcing.Testing.Stores;

/// <summary>A fresh store with what the rules do to it again and again.</summary>
internal sealed class StoreScene(IEventStore store, Func<ValueTask<IEventStore>> another)
{
    /// <summary>How long a rule that could wait for ever is given.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public IEventStore Store { get; } = store;

    /// <summary>The store's answers beside appending and reading.</summary>
    public IEventDirectory Directory => Port<IEventDirectory>("The store is asked for events by id and for its streams");

    /// <summary>The store's appends to several streams, and on conditions.</summary>
    public IAtomicEventStore Atomic => Port<IAtomicEventStore>("The store is asked to append to several streams at once");

    /// <summary>What operators do with the store's streams.</summary>
    public IStreamMaintenance Maintenance => Port<IStreamMaintenance>("The store is asked to archive, truncate and tombstone streams");

    /// <summary>The store's way to wait for news.</summary>
    public IFeedSignal Signal => Port<IFeedSignal>("The store is asked to wait for news of its feed");

    /// <summary>The store's transactions and checkpoints.</summary>
    public ITransactionalEventStore Transactional => Port<ITransactionalEventStore>("The store is asked to begin a transaction");

    /// <summary>Another empty store of the same kind.</summary>
    public ValueTask<IEventStore> AnotherStoreAsync() => another();

    public static StreamId NewStream(string category = "note") => new(category, Guid.NewGuid());

    public static NewEvent Note(string text = "a note", EventMetadata? metadata = null) => new(new NoteTaken(text), metadata);

    public static NewEvent[] Notes(int count, int from = 1) =>
        [.. Enumerable.Range(from, count).Select(i => Note(i.ToString(CultureInfo.InvariantCulture)))];

    public Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, params NewEvent[] events) =>
        Store.AppendAsync(stream, expected, events).AsTask();

    /// <summary>A stream of notes that are numbered from 1.</summary>
    public async Task<StreamId> StreamOfAsync(int count, string category = "note")
    {
        var stream = NewStream(category);
        await AppendAsync(stream, ExpectedVersion.NoStream, Notes(count)).ConfigureAwait(false);
        return stream;
    }

    public Task<List<RecordedEvent>> ReadAsync(StreamId stream, StreamReadOptions? options = null) => ListAsync(Store.ReadStreamAsync(stream, options));

    public Task<List<RecordedEvent>> ReadAllAsync(GlobalPosition? after = null, FeedReadOptions? options = null) => ListAsync(Store.ReadAllAsync(after, options));

    public Task<List<RecordedEvent>> ReadCategoryAsync(string category, CategoryReadOptions? options = null) => ListAsync(Store.ReadCategoryAsync(category, options));

    public static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> source)
    {
        var items = new List<T>();
        await foreach (var item in source.ConfigureAwait(false)) items.Add(item);
        return items;
    }

    public static IEnumerable<string> TextsOf(IEnumerable<RecordedEvent> events) => events.Select(e => e.Data switch
    {
        NoteTaken note => note.Text,
        NoteCorrected correction => correction.Text,
        var other => other.ToString() ?? "",
    });

    /// <summary>Runs a piece of work for each of many callers, at once.</summary>
    public static Task<T[]> AllAtOnce<T>(int callers, Func<int, Task<T>> work) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => work(i))));

    public static IEnumerable<string> Numbers(int from, int to) => from <= to
        ? Enumerable.Range(from, to - from + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))
        : Numbers(to, from).Reverse();

    private T Port<T>(string what)
        where T : class => Store as T ?? throw new ContractViolationException(what, typeof(T).Name, Store.GetType().Name);
}

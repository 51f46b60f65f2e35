using System.Globalization;

namespace EventSourcing.Testing.Stores;

/// <summary>A fresh store with what the rules do to it again and again.</summary>
internal sealed class StoreScene(IEventStore store, Func<ValueTask<IEventStore>> another)
{
    /// <summary>How long a rule that could wait for ever is given.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public IEventStore Store { get; } = store;

    /// <summary>The store's answers beside appending and reading.</summary>
    public IEventDirectory Directory => Store as IEventDirectory
        ?? throw new ContractViolationException("The store is asked for events by id and for its streams", nameof(IEventDirectory), Store.GetType().Name);

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

    public static IEnumerable<string> Numbers(int from, int to) => from <= to
        ? Enumerable.Range(from, to - from + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))
        : Numbers(to, from).Reverse();
}

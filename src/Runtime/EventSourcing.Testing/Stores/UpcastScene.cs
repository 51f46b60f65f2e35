namespace EventSourcing.Testing.Stores;

/// <summary>A storage that the first version of a program writes and the third one reads.</summary>
internal sealed class UpcastScene(Func<EventCatalog, ValueTask<IEventStore>> open) : IAsyncDisposable
{
    private readonly List<IEventStore> _opened = [];

    /// <summary>The stream that <see cref="WriteAsync"/> writes.</summary>
    public StreamId Stream { get; } = StoreScene.NewStream("draft");

    /// <summary>Opens the storage.</summary>
    public async ValueTask<IEventStore> OpenAsync(EventCatalog catalog)
    {
        var store = await open(catalog).ConfigureAwait(false);
        _opened.Add(store);
        return store;
    }

    /// <summary>Appends events as the first version does, and opens the storage as the third one does.</summary>
    public async ValueTask<IEventStore> WriteAsync(params object[] events)
    {
        var first = await OpenAsync(UpcastCatalogs.First).ConfigureAwait(false);
        await first.AppendAsync(Stream, ExpectedVersion.Any, [.. events.Select(e => new NewEvent(e))]).ConfigureAwait(false);
        return await OpenAsync(UpcastCatalogs.Third).ConfigureAwait(false);
    }

    public Task<List<RecordedEvent>> ReadAsync(IEventStore store, StreamReadOptions? options = null) => StoreScene.ListAsync(store.ReadStreamAsync(Stream, options));

    /// <summary>Version, part, number of parts and text of each event, as one word each.</summary>
    public static IEnumerable<string> Lines(IEnumerable<RecordedEvent> events) => events.Select(e => $"{e.Version}:{e.Part}/{e.PartCount} {TextOf(e.Data)}");

    public static string TextOf(object data) => data switch
    {
        DraftKept kept => "kept " + kept.Text,
        DraftDropped dropped => "dropped " + dropped.Text,
        _ => data.ToString()!,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _opened) await store.DisposeAsync().ConfigureAwait(false);
    }
}

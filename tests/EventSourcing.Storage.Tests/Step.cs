namespace EventSourcing.Storage.Tests;

/// <summary>A command to store and model, and what each answers.</summary>
internal abstract record Step
{
    private static readonly string[] Categories = ["cat", "dog"];

    /// <summary>Four streams in two categories.</summary>
    protected static StreamId Stream(int number) => new(Categories[number / 2], $"{number}");

    public abstract Task<(string Expected, string Actual)> RunAsync<TStore>(TStore store, StoreModel model)
        where TStore : IEventStore, IEventDirectory;

    protected static string Show(IEnumerable<ModelEvent> events) => string.Join(' ', events.Select(e => $"{e.Stream}@{e.Version}#{e.Position}={e.New.Data}/{e.New.Metadata.EventId:N}/{e.New.Metadata.Tenant}"));

    protected static string Show(IEnumerable<RecordedEvent> events) => string.Join(' ', events.Select(e => $"{e.Stream}@{e.Version}#{e.Position.Value}={e.Data}/{e.Metadata.EventId:N}/{e.Metadata.Tenant}"));

    /// <summary>The event of an id is always the same, unless it is told to differ.</summary>
    protected static NewEvent Event(int id, bool differs)
    {
        var metadata = new EventMetadata
        {
            EventId = new Guid(id + 1, 0, 0, new byte[8]),
            OccurredAt = DateTimeOffset.UnixEpoch.AddSeconds(id),
            Tenant = (id % 3) switch { 0 => null, 1 => "red", _ => "blue" },
        };
        var value = differs ? -id - 1 : id;
        return new NewEvent(id % 2 == 0 ? new Alpha(value) : new Beta(value), metadata);
    }
}

/// <summary>Appends events with ids out of a small set, so that repetitions and duplicates are common.</summary>
internal sealed record AppendStep(int To, int Expected, int[] Ids, bool Differs) : Step
{
    public override async Task<(string Expected, string Actual)> RunAsync<TStore>(TStore store, StoreModel model)
    {
        var expected = Expected switch { -2 => ExpectedVersion.Any, -1 => ExpectedVersion.StreamExists, var version => ExpectedVersion.Exactly(version) };
        NewEvent[] events = [.. Ids.Select(id => Event(id, Differs))];
        var wanted = model.Append(Stream(To), expected, events);
        try
        {
            var result = await store.AppendAsync(Stream(To), expected, events);
            return (wanted, StoreModel.Result(result.Version, result.FirstPosition.Value, result.LastPosition.Value));
        }
        catch (DuplicateEventException)
        {
            return (wanted, nameof(DuplicateEventException));
        }
        catch (ConcurrencyException e)
        {
            return (wanted, $"{nameof(ConcurrencyException)} {e.Actual}");
        }
    }

    public override string ToString() => $"Append {string.Join(',', Ids)}{(Differs ? " changed" : "")} to {Stream(To)} expecting {Expected}";
}

/// <summary>Reads a stream, asks for its version, and lists its category.</summary>
internal sealed record ReadStep(int From, bool Backwards, int FromVersion, int ToVersion, int Limit) : Step
{
    public override async Task<(string Expected, string Actual)> RunAsync<TStore>(TStore store, StoreModel model)
    {
        var stream = Stream(From);
        var options = new StreamReadOptions
        {
            Direction = Backwards ? ReadDirection.Backwards : ReadDirection.Forwards,
            FromVersion = FromVersion == 0 ? null : FromVersion,
            ToVersion = ToVersion == 0 ? null : ToVersion,
            Limit = Limit == 0 ? null : Limit,
        };
        var wanted = model.Stream(stream).Where(e => (FromVersion == 0 || e.Version >= FromVersion) && (ToVersion == 0 || e.Version <= ToVersion));
        if (Backwards) wanted = wanted.Reverse();
        if (Limit > 0) wanted = wanted.Take(Limit);
        var streams = model.Feed.Where(e => e.Stream.Category == stream.Category).GroupBy(e => e.Stream).OrderBy(g => g.Key.Key, StringComparer.Ordinal).Select(g => $"{g.Key}:{g.Count()}");
        var listed = (await store.ListStreamsAsync(stream.Category).ToListAsync()).Select(s => $"{s.Stream}:{s.Version}");
        return (
            $"{model.Stream(stream).Count()} [{string.Join(' ', streams)}] {Show(wanted)}",
            $"{await store.GetVersionAsync(stream)} [{string.Join(' ', listed)}] {Show(await store.ReadStreamAsync(stream, options).ToListAsync())}");
    }
}

/// <summary>Reads the feed, or a category, after an event and with filters.</summary>
internal sealed record FeedStep(int After, int Name, int Category, int Tenant, int Limit) : Step
{
    public override async Task<(string Expected, string Actual)> RunAsync<TStore>(TStore store, StoreModel model)
    {
        var after = After == 0 || model.Feed.Count == 0 ? null : await PositionAsync(store, Math.Min(After, model.Feed.Count));
        var name = Name switch { 1 => "alpha", 2 => "beta", _ => null };
        var category = Category switch { 1 => "cat", 2 => "dog", 3 => "cow", _ => null };
        var tenant = Tenant switch { 1 => "red", 2 => "blue", _ => null };
        var scan = new FeedScan();
        var limit = Limit == 0 ? (long?)null : Limit;
        string[]? names = name is null ? null : [name];
        var reading = category is not null && Name % 2 == 0
            ? store.ReadCategoryAsync(category, new() { After = after, EventNames = names, Tenant = tenant, Limit = limit, Scan = scan })
            : store.ReadAllAsync(after, new() { EventNames = names, Categories = category is null ? null : [category], Tenant = tenant, Limit = limit, Scan = scan });

        var passing = model.Feed.Where(e => e.Position > (after?.Value ?? 0)
            && (name is null || e.New.Data is Alpha == (name == "alpha"))
            && (category is null || e.Stream.Category == category)
            && (tenant is null || e.New.Metadata.Tenant == tenant)).ToList();
        var wanted = limit is { } most ? passing.Take((int)most).ToList() : passing;
        var looked = wanted.Count == limit ? wanted[^1].Position : model.Feed.Count;
        var found = await reading.ToListAsync();
        return ($"looked to {looked}, end {looked == model.Feed.Count}: {Show(wanted)}", $"looked to {scan.Position?.Value ?? 0}, end {scan.ReachedHead}: {Show(found)}");
    }

    private static async Task<GlobalPosition?> PositionAsync<TStore>(TStore store, int place)
        where TStore : IEventStore, IEventDirectory => (await store.ReadAllAsync().ElementAtAsync(place - 1)).Position;
}

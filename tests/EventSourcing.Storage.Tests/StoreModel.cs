namespace EventSourcing.Storage.Tests;

/// <summary>An event store as a list.</summary>
internal sealed class StoreModel
{
    public List<ModelEvent> Feed { get; } = [];

    public IEnumerable<ModelEvent> Stream(StreamId stream) => Feed.Where(e => e.Stream == stream);

    public string Append(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events)
    {
        if (events.DistinctBy(e => e.Metadata.EventId).Count() < events.Count) return nameof(DuplicateEventException);
        var stored = events.Select(e => Feed.FirstOrDefault(f => f.New.Metadata.EventId == e.Metadata.EventId)).ToArray();
        if (stored.All(s => s is not null))
        {
            var same = stored.Zip(events).All(p => p.First!.Stream == stream && p.First.New.Data.Equals(p.Second.Data) && p.First.New.Metadata == p.Second.Metadata)
                && stored.Zip(stored.Skip(1)).All(p => p.Second!.Version == p.First!.Version + 1);
            return same ? Result(stored[^1]!.Version, stored[0]!.Position, stored[^1]!.Position) : nameof(DuplicateEventException);
        }

        if (stored.Any(s => s is not null)) return nameof(DuplicateEventException);
        var version = Stream(stream).LastOrDefault()?.Version ?? 0;
        if (!expected.IsMetBy(version)) return $"{nameof(ConcurrencyException)} {version}";
        foreach (var @event in events) Feed.Add(new ModelEvent(stream, ++version, Feed.Count + 1, @event));
        return Result(version, Feed.Count - events.Count + 1, Feed.Count);
    }

    public static string Result(long version, long first, long last) => $"version {version}, places {first} to {last}";
}

/// <summary>An event of the model.</summary>
internal sealed record ModelEvent(StreamId Stream, long Version, int Position, NewEvent New);

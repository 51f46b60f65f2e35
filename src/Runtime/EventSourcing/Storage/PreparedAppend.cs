using EventSourcing.Serialization;

namespace EventSourcing.Storage;

/// <summary>
/// An append whose arguments are checked and whose events are serialized, before a store takes any lock. For authors of stores: with it every store
/// refuses the same things, in the same words, and before anything is written.
/// </summary>
public sealed class PreparedAppend
{
    private readonly PreparedEvent[] _events;

    private PreparedAppend(StreamId stream, ExpectedVersion expected, PreparedEvent[] events)
    {
        Stream = stream;
        Expected = expected;
        _events = events;
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>What the stream's version must be.</summary>
    public ExpectedVersion Expected { get; }

    /// <summary>The events, in order; at least one.</summary>
    public IReadOnlyList<PreparedEvent> Events => _events;

    /// <summary>The same without an interface in between.</summary>
    internal ReadOnlySpan<PreparedEvent> EventSpan => _events;

    /// <summary>Checks the arguments of an append and serializes its events.</summary>
    /// <param name="serializer">Writes the events that the store knows.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">What the stream's version must be.</param>
    /// <param name="events">The events.</param>
    /// <returns>The append, ready to be written.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="stream"/> names no stream, <paramref name="expected"/> is unspecified, or <paramref name="events"/> is empty or has a <see langword="null"/>.
    /// </exception>
    /// <exception cref="UnregisteredEventException">An event's type is not in the catalog.</exception>
    /// <exception cref="DuplicateEventException">Two of the events have one id.</exception>
    /// <exception cref="SerializationException">An event or its metadata has a value that cannot be stored.</exception>
    public static PreparedAppend Create(EventSerializer serializer, StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        RequireNamed(stream);
        if (!expected.IsSpecified)
            throw new ArgumentException($"The append to stream '{stream}' does not say which version it expects. Choose ExpectedVersion.Any, NoStream, StreamExists or Exactly(version).", nameof(expected));
        ArgumentNullException.ThrowIfNull(events);

        // The caller's list may change under our hands: it is read once.
        NewEvent[] given = [.. events];
        if (given.Length == 0) throw new ArgumentException($"The append to stream '{stream}' has no events. Append at least one, or do not append.", nameof(events));
        for (var i = 0; i < given.Length; i++)
        {
            if (given[i] is null) throw new ArgumentException($"The append to stream '{stream}' has null in place of event {i + 1} of {given.Length}.", nameof(events));
        }

        RequireDistinctIds(stream, given);
        var prepared = new PreparedEvent[given.Length];
        for (var i = 0; i < given.Length; i++) prepared[i] = Prepare(serializer, stream, given[i]);
        return new PreparedAppend(stream, expected, prepared);
    }

    /// <summary>Refuses <c>default(StreamId)</c>.</summary>
    /// <param name="stream">The stream that a caller gave.</param>
    /// <exception cref="ArgumentException">It names no stream.</exception>
    public static void RequireNamed(StreamId stream)
    {
        if (stream == default) throw new ArgumentException("This is default(StreamId), which names no stream. Make one with new StreamId(category, key).", nameof(stream));
    }

    /// <summary>Compares the stream's version with what the append expects.</summary>
    /// <param name="actual">The stream's version; 0 for an absent stream.</param>
    /// <returns>The conflict, for the store to throw; <see langword="null"/> where there is none.</returns>
    public ConcurrencyException? ConflictAt(long actual) => Expected.IsMetBy(actual) ? null : new ConcurrencyException(Stream, Expected, actual);

    /// <summary>Decides whether the append may go to the stream as the store finds it. A store asks <see cref="FindRepetition"/> first.</summary>
    /// <param name="actual">The stream's version; 0 for an absent or tombstoned stream.</param>
    /// <param name="state">The stream's state.</param>
    /// <returns>The refusal, for the store to throw: that the stream is closed, which no other version would change, or else a conflict; <see langword="null"/> where there is none.</returns>
    public EventSourcingException? RefusalAt(long actual, StreamState state) => state == StreamState.Active ? ConflictAt(actual) : new StreamClosedException(Stream, state);

    /// <summary>
    /// Decides what it means that some of the append's event ids are stored already. A store asks before it compares versions, since a repeated append
    /// finds the stream at a version that the first one has moved.
    /// </summary>
    /// <param name="stored">Every stored event, of whichever stream, that has an id of this append, in any order.</param>
    /// <returns>
    /// The result of the append that stored these events, where this one repeats it: all ids are stored in this stream, at versions that follow each other in
    /// the order of the append, with the same content. <see langword="null"/> where none of the ids is stored, and the append is new.
    /// </returns>
    /// <remarks>
    /// The same content is the same name, version of the shape, payload and tenant. The rest of the metadata belongs to the attempt: a caller that makes its
    /// event ids from what it handles tries again with another instant and another trace. What was stored first stays.
    /// </remarks>
    /// <exception cref="DuplicateEventException">An id is stored, and the append is no exact repetition.</exception>
    public AppendResult? FindRepetition(IReadOnlyCollection<StoredEvent> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Count == 0) return null;
        var byId = stored.ToDictionary(s => s.Metadata.EventId);
        return ResultIn(byId) ?? throw DuplicateIn(byId)!;
    }

    /// <summary>The result of the append that stored these events, where this one repeats it.</summary>
    /// <param name="stored">Stored events by their ids; also of other appends.</param>
    internal AppendResult? ResultIn(Dictionary<Guid, StoredEvent> stored)
    {
        if (!stored.TryGetValue(_events[0].Metadata.EventId, out var first)) return null;
        var last = first;
        for (var i = 0; i < _events.Length; i++)
        {
            if (!stored.TryGetValue(_events[i].Metadata.EventId, out last)
                || last.Stream != Stream
                || last.Version != first.Version + i
                || !last.HasContentOf(_events[i]))
            {
                return null;
            }
        }

        return new AppendResult(Stream, last.Version, first.Position, last.Position);
    }

    /// <summary>The error for an append that has ids of stored events and does not repeat what stored them; <see langword="null"/> where it has none.</summary>
    /// <param name="stored">Stored events by their ids; also of other appends.</param>
    internal DuplicateEventException? DuplicateIn(Dictionary<Guid, StoredEvent> stored)
    {
        foreach (var @event in _events)
        {
            if (stored.TryGetValue(@event.Metadata.EventId, out var there)) return new DuplicateEventException(there.Metadata.EventId, Stream, there.Stream, there.Version);
        }

        return null;
    }

    private static void RequireDistinctIds(StreamId stream, NewEvent[] events)
    {
        if (events.Length == 1) return;
        var seen = new HashSet<Guid>(events.Length);
        foreach (var @event in events)
        {
            if (!seen.Add(@event.Metadata.EventId)) throw new DuplicateEventException(@event.Metadata.EventId, stream, storedIn: null, storedVersion: 0);
        }
    }

    private static PreparedEvent Prepare(EventSerializer serializer, StreamId stream, NewEvent @event)
    {
        var (descriptor, payload) = serializer.Serialize(stream, @event.Data);
        try
        {
            return new PreparedEvent(descriptor, payload, @event.Metadata, EventMetadataCodec.Encode(@event.Metadata));
        }
        catch (SerializationException e)
        {
            throw SerializationException.Writing(e, descriptor.Name, stream);
        }
    }
}

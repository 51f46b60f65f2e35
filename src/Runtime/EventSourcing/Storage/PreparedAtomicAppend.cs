using EventSourcing.Serialization;

namespace EventSourcing.Storage;

/// <summary>
/// An append to several streams whose arguments are checked and whose events are serialized, before a store takes any lock. For authors of stores; it is to
/// <see cref="IAtomicEventStore"/> what <see cref="PreparedAppend"/> is to a single stream.
/// </summary>
/// <remarks>
/// A store decides in this order, all of it within one transaction: <see cref="FindRepetition"/>; for each stream <see cref="PreparedAppend.RefusalAt"/>; the condition, for which
/// <see cref="NoneOf"/> says which stored events count, and which the append's own events never break; and then it writes.
/// </remarks>
public sealed class PreparedAtomicAppend
{
    private readonly PreparedAppend[] _appends;

    private PreparedAtomicAppend(PreparedAppend[] appends, AppendCondition? condition, TagFilter? noneOf)
    {
        _appends = appends;
        Condition = condition;
        NoneOf = noneOf;
        EventCount = appends.Sum(a => a.Events.Count);
    }

    /// <summary>What is appended to which stream, in the order of the positions; at least one, and each stream once.</summary>
    public IReadOnlyList<PreparedAppend> Appends => _appends;

    /// <summary>What must not have happened; <see langword="null"/> for no condition.</summary>
    public AppendCondition? Condition { get; }

    /// <summary>What the condition's query stands for in the store; <see langword="null"/> for no condition. By <see cref="TagFilter.MayPass"/> a stored event counts.</summary>
    public TagFilter? NoneOf { get; }

    /// <summary>How many events there are in all.</summary>
    public int EventCount { get; }

    /// <summary>Checks the arguments of an append and serializes its events.</summary>
    /// <param name="serializer">Writes the events that the store knows.</param>
    /// <param name="appends">What is appended to which stream.</param>
    /// <param name="condition">What must not have happened; <see langword="null"/> for no condition.</param>
    /// <returns>The append, ready to be written.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="appends"/> is empty, has a <see langword="null"/> or a stream twice, one of them is refused by <see cref="PreparedAppend.Create"/>, or the condition names an event that
    /// is in no catalog.
    /// </exception>
    /// <exception cref="UnregisteredEventException">An event's type is not in the catalog.</exception>
    /// <exception cref="DuplicateEventException">Two of the events have one id.</exception>
    /// <exception cref="SerializationException">An event or its metadata has a value that cannot be stored.</exception>
    public static PreparedAtomicAppend Create(EventSerializer serializer, IReadOnlyList<StreamAppend> appends, AppendCondition? condition)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        ArgumentNullException.ThrowIfNull(appends);

        // The caller's list may change under our hands: it is read once.
        StreamAppend[] given = [.. appends];
        if (given.Length == 0) throw new ArgumentException("The append names no stream. Append to at least one, or do not append.", nameof(appends));
        if (Array.IndexOf(given, null) is var index and >= 0) throw new ArgumentException($"The append has null in place of stream {index + 1} of {given.Length}.", nameof(appends));
        RequireDistinctStreams(given);
        PreparedAppend[] prepared = [.. given.Select(a => PreparedAppend.Create(serializer, a.Stream, a.Expected, a.Events))];
        RequireDistinctIds(prepared);
        return new PreparedAtomicAppend(prepared, condition, TagFilter.Resolve(serializer.Catalog, condition?.NoneOf));
    }

    /// <summary>The same as an append to one stream, without a condition.</summary>
    internal static PreparedAtomicAppend Of(PreparedAppend append) => new([append], condition: null, noneOf: null);

    /// <summary>Refuses a condition whose position belongs to another store.</summary>
    /// <param name="storeId">The id of the store that is asked to append.</param>
    /// <exception cref="PositionMismatchException">The position belongs to another store.</exception>
    public void RequireStore(Guid storeId)
    {
        if (Condition?.After is { } after && after.StoreId != storeId) throw new PositionMismatchException(after, storeId);
    }

    /// <summary>Decides what it means that some of the event ids are stored already, as <see cref="PreparedAppend.FindRepetition"/> does for a single stream.</summary>
    /// <param name="stored">Every stored event, of whichever stream, that has an id of this append, in any order.</param>
    /// <returns>
    /// The results of the append that stored these events, where this one repeats it whole: each stream's events are stored as that stream's share, and their positions follow the order of the
    /// streams. <see langword="null"/> where none of the ids is stored, and the append is new.
    /// </returns>
    /// <exception cref="DuplicateEventException">An id is stored, and the append is no exact repetition of the whole.</exception>
    public IReadOnlyList<AppendResult>? FindRepetition(IReadOnlyCollection<StoredEvent> stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Count == 0) return null;
        var byId = stored.ToDictionary(s => s.Metadata.EventId);
        var results = new AppendResult[_appends.Length];
        for (var i = 0; i < results.Length; i++)
        {
            if (_appends[i].ResultIn(byId) is not { } result || (i > 0 && result.FirstPosition < results[i - 1].LastPosition))
                throw _appends.Select(a => a.DuplicateIn(byId)).First(e => e is not null)!;
            results[i] = result;
        }

        return results;
    }

    private static void RequireDistinctStreams(StreamAppend[] appends)
    {
        var seen = new HashSet<StreamId>(appends.Length);
        foreach (var append in appends)
        {
            if (!seen.Add(append.Stream)) throw new ArgumentException($"The append names stream '{append.Stream}' twice. Put all events of a stream into one StreamAppend.", nameof(appends));
        }
    }

    private static void RequireDistinctIds(PreparedAppend[] appends)
    {
        if (appends.Length == 1) return;
        var seen = new HashSet<Guid>();
        foreach (var append in appends)
        {
            foreach (var @event in append.EventSpan)
            {
                if (!seen.Add(@event.Metadata.EventId)) throw new DuplicateEventException(@event.Metadata.EventId, append.Stream, storedIn: null, storedVersion: 0);
            }
        }
    }
}

using System.Diagnostics.Metrics;

namespace EventSourcing.Diagnostics;

/// <summary>The metrics of stores.</summary>
internal static class StoreMetrics
{
    /// <summary>The tag that names the kind of database.</summary>
    public const string SystemTag = "db.system.name";

    private const string CategoryTag = "eventsourcing.category";

    // An append that is under way holds the feed back for a moment: that is nothing to tell of.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private static readonly Meter Meter = Telemetry.Meter;

    /// <summary>How long appends take.</summary>
    public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("eventsourcing.store.append.duration", "s", "How long an append takes, waiting for others included.");

    /// <summary>Events that were appended.</summary>
    public static readonly Counter<long> Appended = Meter.CreateCounter<long>("eventsourcing.store.appended", "{event}", "Events that were appended; those of a transaction when it commits.");

    /// <summary>Appends that met a conflict.</summary>
    public static readonly Counter<long> Conflicts = Meter.CreateCounter<long>("eventsourcing.store.conflicts", "{conflict}", "Appends that were refused: their stream was at another version, or what they were conditioned on had happened.");

    static StoreMetrics() => Meter.CreateObservableGauge(
        "eventsourcing.feed.held.time",
        static () => Holds.Last().Where(hold => hold.HeldFor >= Moment).Select(hold => new Measurement<double>(hold.HeldFor!.Value.TotalSeconds, new KeyValuePair<string, object?>("eventsourcing.feed.holder", hold.Holder))),
        "s",
        "For how long an append that is under way has kept later events from subscriptions, from a second on.");

    /// <summary>Whose feeds are observed: those of managers' stores, for as long as the managers live.</summary>
    public static Probes<FeedHold> Holds { get; } = new();

    /// <summary>Counts events of a stream.</summary>
    public static void Stored(string system, StreamId stream, int events) => Appended.Add(events, new(SystemTag, system), new(CategoryTag, stream.Category));

    /// <summary>Counts a refusal, where it is one.</summary>
    public static void Refused(string system, StreamId stream, Exception error)
    {
        if (error is ConcurrencyException or AppendConditionException) Conflicts.Add(1, new(SystemTag, system), new(CategoryTag, (error as ConcurrencyException)?.Stream.Category ?? stream.Category));
    }

    /// <summary>Notes how long an append took.</summary>
    public static void Took(string system, double seconds, Exception? error)
    {
        if (error is null) Duration.Record(seconds, new KeyValuePair<string, object?>(SystemTag, system));
        else Duration.Record(seconds, new(SystemTag, system), new("error.type", error.GetType().FullName));
    }
}

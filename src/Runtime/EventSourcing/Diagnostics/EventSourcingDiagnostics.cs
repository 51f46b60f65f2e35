namespace EventSourcing;

/// <summary>The names under which traces and metrics are published, for whatever collects them. Nothing is measured where nobody listens.</summary>
/// <remarks>
/// <para>
/// Metrics, each with the tag <c>eventsourcing.subscription</c>: the counters <c>eventsourcing.subscription.handled</c>, <c>.failed</c> (attempts), <c>.parked</c>, <c>.skipped</c>, <c>.replayed</c> and
/// <c>.outages</c>; the histogram <c>eventsourcing.subscription.handle.duration</c> in seconds, for an event, or for a batch where those are handled, with <c>error.type</c> where it failed; and the gauges
/// <c>eventsourcing.subscription.lag</c> in places of the feed and <c>eventsourcing.subscription.lag.time</c> in seconds, for subscriptions that run in this process. The lag is asked of the store when it is
/// collected, and told at the next collection.
/// </para>
/// <para>
/// Spans: <c>handle</c> or <c>project</c> with the event's name, or with the subscription's where a batch is handled. Each is the root of a trace of its own, and linked to the operations that raised its events.
/// </para>
/// </remarks>
public static class EventSourcingDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "EventSourcing";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "EventSourcing";
}

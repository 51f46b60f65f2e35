using System.Diagnostics.Metrics;

namespace EventSourcing.Diagnostics;

/// <summary>The metrics of subscriptions and projections.</summary>
internal static class DeliveryMetrics
{
    private const string SubscriptionTag = "eventsourcing.subscription";

    private static readonly Meter Meter = Telemetry.Meter;

    /// <summary>Events that were handled.</summary>
    public static readonly Counter<long> Handled = Meter.CreateCounter<long>("eventsourcing.subscription.handled", "{event}", "Events that were handled.");

    /// <summary>Attempts that have failed.</summary>
    public static readonly Counter<long> Failed = Meter.CreateCounter<long>("eventsourcing.subscription.failed", "{attempt}", "Attempts to handle events that have failed.");

    /// <summary>Events that were parked, those behind a failed one included.</summary>
    public static readonly Counter<long> Parked = Meter.CreateCounter<long>("eventsourcing.subscription.parked", "{event}", "Events that were parked as dead letters, those behind a failed one included.");

    /// <summary>Events that were passed over.</summary>
    public static readonly Counter<long> Skipped = Meter.CreateCounter<long>("eventsourcing.subscription.skipped", "{event}", "Events that were passed over, as their subscription wants it.");

    /// <summary>Events that processes have passed over.</summary>
    public static readonly Counter<long> Ignored = Meter.CreateCounter<long>("eventsourcing.process.ignored", "{event}", "Events that process managers have passed over, since there was no instance for them or theirs had ended.");

    /// <summary>Timeouts that have elapsed.</summary>
    public static readonly Counter<long> Elapsed = Meter.CreateCounter<long>("eventsourcing.process.timeouts.elapsed", "{timeout}", "Timeouts of process managers whose events were appended.");

    /// <summary>Timeouts that were due and could not elapse.</summary>
    public static readonly Counter<long> NotElapsed = Meter.CreateCounter<long>("eventsourcing.process.timeouts.failed", "{timeout}", "Timeouts of process managers whose events could not be appended, once for each error.");

    /// <summary>The tag of events for which there was no instance.</summary>
    public static readonly KeyValuePair<string, object?> NoInstance = new("eventsourcing.process.reason", "no_instance");

    /// <summary>The tag of events whose instance had ended.</summary>
    public static readonly KeyValuePair<string, object?> Ended = new("eventsourcing.process.reason", "completed");

    /// <summary>Dead letters that were replayed with success.</summary>
    public static readonly Counter<long> Replayed = Meter.CreateCounter<long>("eventsourcing.subscription.replayed", "{event}", "Dead letters that were replayed with success.");

    /// <summary>Outages that were met.</summary>
    public static readonly Counter<long> Outages = Meter.CreateCounter<long>("eventsourcing.subscription.outages", "{outage}", "Outages of the store, or of what handlers need.");

    /// <summary>How long handling takes.</summary>
    public static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("eventsourcing.subscription.handle.duration", "s", "How long it takes to handle an event, or a batch.");

    static DeliveryMetrics()
    {
        Meter.CreateObservableGauge("eventsourcing.subscription.lag", () => Observe(static status => status.Lag), "{position}", "Places of the feed between a subscription and the end of the feed.");
        Meter.CreateObservableGauge("eventsourcing.subscription.lag.time", () => Observe(static status => status.LagTime.TotalSeconds), "s", "Age of the oldest event that a subscription knows and has not handled.");
    }

    /// <summary>Whose lag is observed: managers', for as long as they live.</summary>
    public static Probes<SubscriptionStatus> Lags { get; } = new();

    /// <summary>The tag that names a subscription.</summary>
    public static KeyValuePair<string, object?> Of(string subscription) => new(SubscriptionTag, subscription);

    /// <summary>The tag that names a process.</summary>
    public static KeyValuePair<string, object?> OfProcess(string process) => new("eventsourcing.process", process);

    private static List<Measurement<T>> Observe<T>(Func<SubscriptionStatus, T> value)
        where T : struct => [.. Lags.Last().Select(status => new Measurement<T>(value(status), Of(status.Name)))];
}

using System.Diagnostics;

namespace EventSourcing.Diagnostics;

/// <summary>The span and the duration of one handling: of an event, or of a batch.</summary>
internal struct HandleSpan : IDisposable
{
    // More links than that help nobody, and cost each exporter.
    private const int MaxLinks = 128;

    private static readonly ActivitySource Source = Telemetry.Source;

    private readonly string _subscription;
    private readonly Activity? _activity;
    private readonly Activity? _previous;
    private readonly long _since;
    private string? _error;

    private HandleSpan(string subscription, Activity? activity, Activity? previous)
    {
        _subscription = subscription;
        _activity = activity;
        _previous = previous;
        _since = DeliveryMetrics.Duration.Enabled ? Stopwatch.GetTimestamp() : 0;
    }

    /// <summary>Begins the handling of an event.</summary>
    public static HandleSpan Begin(string operation, EventContext context) => Source.HasListeners()
        ? Start($"{operation} {context.Event.Name}", operation, context, isBatch: false, LinksTo([context]))
        : new HandleSpan(context.Subscription, null, null);

    /// <summary>Begins the handling of a batch.</summary>
    public static HandleSpan Begin(string operation, IReadOnlyList<EventContext> events) => Source.HasListeners()
        ? Start($"{operation} {events[0].Subscription}", operation, events[0], isBatch: true, LinksTo(events))
        : new HandleSpan(events[0].Subscription, null, null);

    /// <summary>Notes that the handling has failed.</summary>
    public void Failed(Exception error)
    {
        _error = error.GetType().FullName;
        _activity?.SetStatus(ActivityStatusCode.Error, error.Message).SetTag("error.type", _error).AddException(error);
    }

    /// <summary>Ends the handling.</summary>
    public readonly void Dispose()
    {
        if (_since != 0)
        {
            var elapsed = Stopwatch.GetElapsedTime(_since).TotalSeconds;
            if (_error is null) DeliveryMetrics.Duration.Record(elapsed, DeliveryMetrics.Of(_subscription));
            else DeliveryMetrics.Duration.Record(elapsed, DeliveryMetrics.Of(_subscription), new KeyValuePair<string, object?>("error.type", _error));
        }

        if (_activity is null) return;
        _activity.Dispose();
        Activity.Current = _previous;
    }

    private static HandleSpan Start(string name, string operation, EventContext first, bool isBatch, List<ActivityLink> links)
    {
        // Whoever started the subscription has not caused what it handles.
        var previous = Activity.Current;
        Activity.Current = null;
        var activity = Source.StartActivity(name, ActivityKind.Consumer, default(ActivityContext), links: links);
        if (activity is null)
        {
            Activity.Current = previous;
            return new HandleSpan(first.Subscription, null, null);
        }

        activity.SetTag("messaging.system", "eventsourcing").SetTag("messaging.operation.type", "process").SetTag("messaging.operation.name", operation);
        activity.SetTag("messaging.destination.subscription.name", first.Subscription).SetTag("eventsourcing.attempt", first.Attempt);
        if (!isBatch) activity.SetTag("messaging.message.id", first.Metadata.EventId.ToString()).SetTag("eventsourcing.stream", first.Stream.ToString()).SetTag("eventsourcing.position", first.Position.Value);
        return new HandleSpan(first.Subscription, activity, previous);
    }

    private static List<ActivityLink> LinksTo(IReadOnlyList<EventContext> events)
    {
        var links = new List<ActivityLink>();
        foreach (var context in events)
        {
            if (links.Count < MaxLinks && ActivityContext.TryParse(context.Metadata.TraceParent, null, isRemote: true, out var cause)) links.Add(new ActivityLink(cause));
        }

        return links;
    }
}

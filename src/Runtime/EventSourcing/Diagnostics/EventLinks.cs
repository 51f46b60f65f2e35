using System.Diagnostics;

namespace EventSourcing.Diagnostics;

/// <summary>Links of a span to the operations that have raised events.</summary>
internal sealed class EventLinks
{
    // More links than that help nobody, and cost each exporter.
    private const int Most = 128;

    private readonly HashSet<ActivityTraceId> _known = [];
    private readonly Activity _activity;

    /// <summary>Adds links to a span; what belongs to its own trace needs none.</summary>
    public EventLinks(Activity activity)
    {
        _activity = activity;
        _known.Add(activity.TraceId);
    }

    /// <summary>Links to what has raised an event, once for each trace.</summary>
    public void Add(string? traceParent)
    {
        if (traceParent is null || _known.Count > Most || !ActivityContext.TryParse(traceParent, null, isRemote: true, out var cause) || !_known.Add(cause.TraceId)) return;
        _activity.AddLink(new ActivityLink(cause));
    }
}

namespace EventSourcing;

/// <summary>The names under which traces and metrics are published, for whatever collects them. Nothing is measured where nobody listens.</summary>
/// <remarks>
/// The guide <c>docs/guides/observability.md</c> lists all instruments and spans with their units and tags. Values that a store has to be asked for (lag, and who holds the feed back) are asked for when they are collected, and told at the next collection.
/// </remarks>
public static class EventSourcingDiagnostics
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>.</summary>
    public const string ActivitySourceName = "EventSourcing";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string MeterName = "EventSourcing";
}

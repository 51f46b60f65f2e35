using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventSourcing.Diagnostics;

/// <summary>What everything is published through: one meter and one source of spans.</summary>
internal static class Telemetry
{
    private static readonly string? Version = typeof(Telemetry).Assembly.GetName().Version?.ToString(3);

    public static readonly Meter Meter = new(EventSourcingDiagnostics.MeterName, Version);

    public static readonly ActivitySource Source = new(EventSourcingDiagnostics.ActivitySourceName, Version);
}

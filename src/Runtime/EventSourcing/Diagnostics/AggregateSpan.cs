using System.Diagnostics;

namespace EventSourcing.Diagnostics;

/// <summary>The span of loading or saving an aggregate, around that of the store.</summary>
internal readonly struct AggregateSpan : IDisposable
{
    private readonly Activity? _activity;

    private AggregateSpan(Activity? activity) => _activity = activity;

    /// <summary>Begins to load an aggregate.</summary>
    public static AggregateSpan Load(Type aggregate, StreamId stream) => Telemetry.Source.HasListeners() ? new(Start("load", aggregate, stream)) : default;

    /// <summary>Begins to save an aggregate.</summary>
    public static AggregateSpan Save(Type aggregate, StreamId stream, int events) =>
        Telemetry.Source.HasListeners() ? new(Start("save", aggregate, stream)?.SetTag("eventsourcing.events", events)) : default;

    /// <summary>Begins to save several aggregates together.</summary>
    public static AggregateSpan Save(int aggregates, int events) => Telemetry.Source.HasListeners()
        ? new(Telemetry.Source.StartActivity("save")?.SetTag("eventsourcing.streams", aggregates).SetTag("eventsourcing.events", events))
        : default;

    /// <summary>Notes that it has come to its end.</summary>
    public void Done(long version) => _activity?.SetTag("eventsourcing.version", version);

    /// <summary>Notes that it has failed.</summary>
    public void Failed(Exception error) => _activity?.SetStatus(ActivityStatusCode.Error, error.Message).SetTag("error.type", error.GetType().FullName);

    public void Dispose() => _activity?.Dispose();

    private static Activity? Start(string operation, Type aggregate, StreamId stream) =>
        Telemetry.Source.StartActivity($"{operation} {stream.Category}")?.SetTag("eventsourcing.aggregate", aggregate.FullName).SetTag("eventsourcing.stream", stream.ToString());
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventSourcing.Hosting.Tests;

/// <summary>Collects what is published while it lives, and holds it to the guide.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly MeterListener _meter;
    private readonly ActivityListener _spans;

    public Telemetry()
    {
        _meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EventSourcingDiagnostics.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured.Enqueue((instrument.Name, value, Read(tags))));
        _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured.Enqueue((instrument.Name, value, Read(tags))));
        _meter.Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EventSourcingDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
    }

    public ConcurrentQueue<(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags)> Measured { get; } = new();

    public ConcurrentQueue<Activity> Spans { get; } = new();

    /// <summary>The sum of what an instrument was told with some tags.</summary>
    public double Sum(string instrument, params (string Tag, string Value)[] tags) =>
        Measured.Where(m => m.Instrument == instrument && tags.All(t => m.Tags.TryGetValue(t.Tag, out var value) && Equals(value, t.Value))).Sum(m => m.Value);

    public void Collect() => _meter.RecordObservableInstruments();

    public void Dispose()
    {
        _meter.Dispose();
        _spans.Dispose();
        foreach (var (instrument, _, tags) in Measured) Assert.That(tags.Keys, Is.SubsetOf(TelemetryGuideTests.TagsOfInstruments[instrument]), $"the guide's tags of {instrument}");
        foreach (var span in Spans) Assert.That(span.TagObjects.Select(t => t.Key), Is.SubsetOf(TelemetryGuideTests.TagsOfSpans[span.DisplayName.Split(' ')[0]]), $"the guide's tags of '{span.DisplayName}'");
    }

    private static Dictionary<string, object?> Read(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var read = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in tags) read.Add(name, value);
        return read;
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using EventSourcing.Diagnostics;
using Microsoft.Extensions.Logging;

namespace EventSourcing.Hosting.Tests;

/// <summary>The guide lists what is published and logged, and nothing else.</summary>
[NonParallelizable]
internal sealed class TelemetryGuideTests
{
    private static readonly string[] Guide = File.ReadAllLines(Path.Combine(FindRepository(AppContext.BaseDirectory), "docs", "guides", "observability.md"));

    /// <summary>The tags of each instrument, as the guide has them.</summary>
    public static IReadOnlyDictionary<string, string[]> TagsOfInstruments { get; } = Rows("instrument").ToDictionary(r => Code(r[0]).Single(), r => Code(r[3]));

    /// <summary>The tags of each kind of span, as the guide has them.</summary>
    public static IReadOnlyDictionary<string, string[]> TagsOfSpans { get; } = TagsIn(Rows("span"));

    [Test]
    public void Instruments_are_those_of_the_guide()
    {
        RuntimeHelpers.RunClassConstructor(typeof(StoreMetrics).TypeHandle);
        RuntimeHelpers.RunClassConstructor(typeof(DeliveryMetrics).TypeHandle);
        var published = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == EventSourcingDiagnostics.MeterName) published.Add($"{instrument.Name} {KindOf(instrument)} {instrument.Unit}");
            },
        };
        listener.Start();

        var listed = Rows("instrument").Select(r => $"{Code(r[0]).Single()} {r[1]} {Code(r[2]).Single()}");

        Assert.That(published, Is.EquivalentTo(listed));
    }

    [Test]
    public void Spans_are_those_of_the_guide() => Assert.That(TagsOfSpans.Keys, Is.EquivalentTo(new[] { "load", "save", "append", "read", "handle", "project" }));

    [Test]
    public void Logged_events_are_those_of_the_guide()
    {
        var listed = Rows("id").SelectMany(r => r[0].Split(", ").Select(id => $"{id} {r[1]}"));
        var logged = typeof(HostLog).GetMethods().SelectMany(m => m.GetCustomAttributes(typeof(LoggerMessageAttribute), inherit: false)).Cast<LoggerMessageAttribute>().Select(a => $"{a.EventId} {a.Level.ToString().ToLowerInvariant()}");

        Assert.That(logged, Is.EquivalentTo(listed));
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "Histogram" => "histogram",
        "ObservableGauge" => "gauge",
        var other => other,
    };

    private static Dictionary<string, string[]> TagsIn(List<string[]> rows)
    {
        var tags = rows.ToDictionary(r => Code(r[0]).Single(), r => Code(r[2]));
        return tags.ToDictionary(t => t.Key, t => t.Value is [var other] && tags.TryGetValue(other, out var same) ? same : t.Value);
    }

    /// <summary>The rows of the table whose first column is called so.</summary>
    private static List<string[]> Rows(string first) =>
        [.. Guide.SkipWhile(l => !l.StartsWith($"| {first} |", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')).Select(l => l.Trim('|', ' ').Split(" | "))];

    private static string[] Code(string cell) => [.. cell.Split('`').Where((_, i) => i % 2 == 1)];

    // Not by [CallerFilePath]: reproducible builds replace the folder in it.
    private static string FindRepository(string folder) =>
        File.Exists(Path.Combine(folder, "EventSource.Generators.sln")) ? folder : FindRepository(Path.GetDirectoryName(folder)!);
}

using System.Collections.Concurrent;
using System.Globalization;

namespace EventSourcing.ReadModels;

/// <summary>
/// Learns what of an event the keys are made of that its handlers find rows by, so that the rows for many events are read together before they are asked for. What is not found in this way, or not
/// asked for, costs a reading, and changes nothing. Shared by all partitions of a projection.
/// </summary>
/// <param name="partitionKey">The key by which events are dealt out to partitions; <see langword="null"/> where that is their stream.</param>
internal sealed class RowForesight(Func<RecordedEvent, string?>? partitionKey)
{
    // With so many finds that could have been one, it is worth while to read ahead.
    private const int EnoughMisses = 4;
    private const int MostDisappointments = 4;

    private readonly ConcurrentDictionary<string, Learned> _learned = new(StringComparer.Ordinal);

    /// <summary>What the keys of a table's rows are made of, as far as is known.</summary>
    public RowKeySource SourceOf(ReadModelMapping mapping) => _learned.GetValueOrDefault(mapping.Table).Source;

    /// <summary>Learns from what had to be found one by one for some events.</summary>
    /// <param name="mapping">How the rows are stored.</param>
    /// <param name="missed">The keys.</param>
    /// <param name="events">The events.</param>
    public void Learn(ReadModelMapping mapping, IReadOnlyList<RowKey> missed, ReadOnlySpan<RecordedEvent> events)
    {
        var known = _learned.GetValueOrDefault(mapping.Table);
        if (mapping.KeyOrdinals.Length == 1 && known.Source == RowKeySource.None && missed.Count >= EnoughMisses << Math.Min(known.Disappointments, MostDisappointments))
            _learned[mapping.Table] = known with { Source = Guess(mapping, missed, events) };
    }

    /// <summary>Forgets what was learned where most of what was read ahead was not asked for. It takes more to learn it again.</summary>
    public void Judge(ReadModelMapping mapping, RowFinds finds)
    {
        if (finds.Ahead >= EnoughMisses && finds.Used * 4 < finds.Ahead) _learned[mapping.Table] = new Learned(RowKeySource.None, _learned.GetValueOrDefault(mapping.Table).Disappointments + 1);
    }

    /// <summary>The keys of the rows that events are likely to be handled with, each once.</summary>
    public IReadOnlyCollection<RowKey> KeysOf(ReadModelMapping mapping, RowKeySource source, ReadOnlySpan<RecordedEvent> events)
    {
        var keys = new HashSet<RowKey>(events.Length);
        foreach (var @event in events)
        {
            if (TextOf(source, @event) is { } text && TryKey(mapping.Columns[mapping.KeyOrdinals[0]].Kind, text, out var key)) keys.Add(key);
        }

        return keys;
    }

    private RowKeySource Guess(ReadModelMapping mapping, IReadOnlyList<RowKey> missed, ReadOnlySpan<RecordedEvent> events)
    {
        foreach (var source in (ReadOnlySpan<RowKeySource>)[RowKeySource.StreamKey, RowKeySource.PartitionKey, RowKeySource.Stream])
        {
            var keys = KeysOf(mapping, source, events);
            if (missed.Count(keys.Contains) * 2 > missed.Count) return source;
        }

        return RowKeySource.None;
    }

    private string? TextOf(RowKeySource source, RecordedEvent @event)
    {
        try
        {
            return source switch
            {
                RowKeySource.StreamKey => @event.Stream.Key,
                RowKeySource.PartitionKey => partitionKey?.Invoke(@event),
                RowKeySource.Stream => @event.Stream.ToString(),
                _ => null,
            };
        }
#pragma warning disable CA1031 // The code is the user's, and only asked for a guess: where it counts, it says for itself what is wrong.
        catch (Exception)
        {
            return null;
        }
#pragma warning restore CA1031
    }

    private static bool TryKey(ReadModelValueKind kind, string text, out RowKey key)
    {
        var value = kind switch
        {
            ReadModelValueKind.Text => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 || text.Contains('\0', StringComparison.Ordinal) ? default : ReadModelValue.Of(text),
            ReadModelValueKind.Guid => Guid.TryParse(text, out var guid) ? ReadModelValue.Of(guid) : default,
            ReadModelValueKind.Int64 => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? ReadModelValue.Of(number) : default,
            ReadModelValueKind.Int32 => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? ReadModelValue.Of(number) : default,
            _ => default,
        };
        key = value.IsNull ? default : new RowKey(value);
        return !value.IsNull;
    }

    private readonly record struct Learned(RowKeySource Source, int Disappointments);
}

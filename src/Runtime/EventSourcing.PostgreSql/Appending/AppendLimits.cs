using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>What the server could not store is refused before anything is sent.</summary>
internal static class AppendLimits
{
    /// <summary>The most bytes of payloads and details in one append. The server takes no value above 1 GiB, and needs a multiple of what it is sent.</summary>
    public const long MostBytes = 256L << 20;

    // A group of large events would be a large message: so much counts as one event more.
    private const int BytesPerWeight = 4096;

    /// <summary>Refuses what the server could not store.</summary>
    /// <returns>The append's weight in a group: its events, and more where they are large.</returns>
    /// <exception cref="SerializationException">A tenant has the character U+0000; or a payload has, and the column is <c>jsonb</c>.</exception>
    /// <exception cref="EventStoreException">The append is too large for one message.</exception>
    public static int Check(ReadOnlySpan<PreparedAppend> appends, PostgreSqlStoreInfo info)
    {
        var (events, bytes) = (0L, 0L);
        foreach (var append in appends)
        {
            events += append.Events.Count;
            foreach (var @event in append.EventSpan)
            {
                bytes += @event.Payload.Length + @event.Details.Length;
                Check(@event, append.Stream, info);
            }
        }

        if (bytes > MostBytes)
        {
            throw new EventStoreException(
                $"The append to stream '{appends[0].Stream}' has {events} events of {bytes} bytes in all; at most {MostBytes} can be sent at once. Append fewer at a time, or keep large data elsewhere and its address in the event.",
                outcomeUnknown: false,
                isTransient: false);
        }

        return (int)Math.Min(events + (bytes / BytesPerWeight), int.MaxValue);
    }

    private static void Check(PreparedEvent @event, StreamId stream, PostgreSqlStoreInfo info)
    {
        if (@event.Metadata.Tenant?.IndexOf('\0', StringComparison.Ordinal) is { } index and >= 0)
            throw Refused(new SerializationException($"The text has the character U+0000 at index {index}, which PostgreSQL cannot store.", "metadata.tenant"), @event, stream);
        if (info.PayloadType == PostgreSqlPayloadType.Jsonb && FindNull(@event.Payload) is { } at)
            throw Refused(new SerializationException("A text has the character U+0000, which a column of type jsonb cannot store; one of type json can.", "", at), @event, stream);
    }

    private static SerializationException Refused(SerializationException cause, PreparedEvent @event, StreamId stream) => SerializationException.Writing(cause, @event.Descriptor.Name, stream);

    /// <summary>Where JSON has the escape of U+0000: behind an even number of backslashes.</summary>
    public static int? FindNull(ReadOnlySpan<byte> json)
    {
        for (var from = 0; json[from..].IndexOf("\\u0000"u8) is var found and >= 0;)
        {
            var at = from + found;
            var backslashes = 0;
            while (at - backslashes > 0 && json[at - backslashes - 1] == (byte)'\\') backslashes++;
            if (backslashes % 2 == 0) return at;
            from = at + 1;
        }

        return null;
    }
}

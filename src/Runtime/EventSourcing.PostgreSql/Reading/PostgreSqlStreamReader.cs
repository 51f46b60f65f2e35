using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Reads streams a page at a time: one round trip for a short stream; for a longer one, the next page is read while the consumer works on the one before.</summary>
internal sealed class PostgreSqlStreamReader
{
    private const string Work = "Reading a stream";

    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlRowDecoder _decoder;
    private readonly PostgreSqlStreams _streams;
    private readonly PostgreSqlPageSize _pageSize;
    private readonly string _forwards;
    private readonly string _backwards;

    public PostgreSqlStreamReader(PostgreSqlDatabase database, PostgreSqlStoreInfo info, PostgreSqlRowDecoder decoder, PostgreSqlStreams streams)
    {
        _database = database;
        _decoder = decoder;
        _streams = streams;
        _pageSize = new PostgreSqlPageSize(database.Options.ReadPageSize);
        var from = $"SELECT {PostgreSqlRowBuffer.Columns(info.PayloadType)} {Source(database.Names)} ORDER BY e.version";
        _forwards = $"{from} LIMIT $5";
        _backwards = $"{from} DESC LIMIT $5";
    }

    /// <summary>The rows of a stream between two versions: parameters 1 to 4. By the stream's name, so that a short stream is one statement.</summary>
    public static string Source(PostgreSqlNames names) =>
        $"FROM {names.Events} e WHERE e.stream = (SELECT s.id FROM {names.Streams} s WHERE s.category = $1 AND s.key = $2) AND e.version >= $3 AND e.version <= $4";

    /// <summary>Reads a stream, as far as it goes when the reading begins.</summary>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(PostgreSqlEventStore store, StreamId stream, StreamReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (limit, left) = (options.Limit ?? long.MaxValue, StreamRange.Of(options, long.MaxValue));
        if (left.IsEmpty) yield break;
        var endIsKnown = options.Direction == ReadDirection.Backwards;
        var readers = await store.ReadersAsync(cancellationToken).ConfigureAwait(false);
        var (reader, tenant) = (readers.Stream, PostgreSqlScope.TenantOf(readers.Info));
        var ahead = new PostgreSqlPageAhead<PostgreSqlStreamPage>(cancellationToken);
        await using var a = ahead.ConfigureAwait(false);
        var page = await reader.PageAsync(tenant, stream, left, limit, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (page.Events is [.., var (last, _)]) left = left.After(last.Version);
            if (page.UnknownType is { } type) await reader._streams.LearnTypeAsync(Work, type, cancellationToken).ConfigureAwait(false);
            var hasMore = !page.IsLast && page.Fault is null && !left.IsEmpty;
            if (hasMore && !endIsKnown && limit > page.Events.Count)
            {
                // One round trip more for a stream that a page does not hold, so that the reading does not follow a stream that grows.
                left = left.UpTo(await reader._streams.VersionAsync(Work, tenant, stream, cancellationToken).ConfigureAwait(false));
                (endIsKnown, hasMore) = (true, !left.IsEmpty);
            }

            if (hasMore && limit > page.Events.Count)
                ahead.Begin((Reader: reader, tenant, stream, left, AtMost: limit - page.Events.Count), static (q, ct) => q.Reader.PageAsync(q.tenant, q.stream, q.left, q.AtMost, ct));
            foreach (var (envelope, parts) in page.Events)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (parts.Count == 0 && !options.IncludeEmptied) continue;
                var count = Math.Max(parts.Count, 1);
                for (var i = 0; i < count; i++) yield return envelope.Record(parts, options.Direction == ReadDirection.Forwards ? i : count - 1 - i);
                limit--;
            }

            page.Fault?.Throw();
            if (!hasMore || limit <= 0) yield break;
            store.ThrowIfDisposed();
            page = ahead.IsUnderWay
                ? await ahead.TakeAsync().ConfigureAwait(false)
                : await reader.PageAsync(tenant, stream, left, limit, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<PostgreSqlStreamPage> PageAsync(string? tenant, StreamId stream, StreamRange range, long atMost, CancellationToken cancellationToken)
    {
        var rows = (int)Math.Min(_pageSize.Rows, atMost);
        return _database.AskAsync(
            Work,
            tenant,
            (Reader: this, stream, range, rows),
            static (batch, q) => batch.Add(q.range.Direction == ReadDirection.Forwards ? q.Reader._forwards : q.Reader._backwards)
                .With(q.stream.Category)
                .With(q.stream.Key)
                .With(q.range.From)
                .With(q.range.To)
                .With((long)q.rows),
            static (reader, q, ct) => q.Reader.FillAsync(reader, q.stream, q.rows, ct),
            cancellationToken);
    }

    private async ValueTask<PostgreSqlStreamPage> FillAsync(NpgsqlDataReader reader, StreamId stream, int atMost, CancellationToken cancellationToken)
    {
        var page = new PostgreSqlStreamPage();
        using var buffer = new PostgreSqlRowBuffer();
        var bytes = 0L;
        while (bytes < PostgreSqlPageSize.MaxBytes && page.Fault is null && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            buffer.Clear();
            var row = buffer.Add(reader);
            bytes += buffer.Length;
            if (!_decoder.Knows(row))
            {
                page.UnknownType = row.Type;
                return page;
            }

            Decode(page, buffer, row, stream);
        }

        page.IsLast = page.Events.Count < atMost && bytes < PostgreSqlPageSize.MaxBytes && page.Fault is null;
        _pageSize.Learn(page.Events.Count, bytes);
        return page;
    }

    // What cannot be read ends the page; the events before it reach the consumer first.
    private void Decode(PostgreSqlStreamPage page, PostgreSqlRowBuffer buffer, in PostgreSqlRow row, StreamId stream)
    {
        try
        {
            var envelope = _decoder.Envelope(buffer, row, stream);
            page.Events.Add((envelope, _decoder.Read(buffer, row, envelope)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            page.Fault = ExceptionDispatchInfo.Capture(e);
        }
    }
}

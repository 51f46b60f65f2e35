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
        var from = $"SELECT {PostgreSqlRowBuffer.StreamColumns(info.PayloadType)} {Source(database.Names)} ORDER BY e.version";
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
        var page = await reader.PageAsync(tenant, stream, left, limit, options.IncludeEmptied, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            if (page.Rows > 0) left = left.After(page.LastVersion);
            if (page.UnknownType is { } type) await reader._streams.LearnTypeAsync(Work, type, cancellationToken).ConfigureAwait(false);
            var hasMore = !page.IsLast && page.Fault is null && !left.IsEmpty;
            if (hasMore && !endIsKnown && limit > page.Rows)
            {
                // One round trip more for a stream that a page does not hold, so that the reading does not follow a stream that grows.
                left = left.UpTo(await reader._streams.VersionAsync(Work, tenant, stream, cancellationToken).ConfigureAwait(false));
                (endIsKnown, hasMore) = (true, !left.IsEmpty);
            }

            if (hasMore && limit > page.Rows)
            {
                ahead.Begin(
                    (Reader: reader, tenant, stream, left, AtMost: limit - page.Rows, options.IncludeEmptied),
                    static (q, ct) => q.Reader.PageAsync(q.tenant, q.stream, q.left, q.AtMost, q.IncludeEmptied, ct));
            }

            foreach (var recorded in page.Events)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return recorded;
            }

            limit -= page.Given;
            page.Fault?.Throw();
            if (!hasMore || limit <= 0) yield break;
            store.ThrowIfDisposed();
            page = ahead.IsUnderWay
                ? await ahead.TakeAsync().ConfigureAwait(false)
                : await reader.PageAsync(tenant, stream, left, limit, options.IncludeEmptied, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<PostgreSqlStreamPage> PageAsync(string? tenant, StreamId stream, StreamRange range, long atMost, bool includeEmptied, CancellationToken cancellationToken)
    {
        var rows = (int)Math.Min(_pageSize.Rows, atMost);
        return _database.AskAsync(
            Work,
            tenant,
            (Reader: this, stream, range, rows, includeEmptied),
            static (batch, q) => batch.Add(q.range.Direction == ReadDirection.Forwards ? q.Reader._forwards : q.Reader._backwards)
                .With(q.stream.Category)
                .With(q.stream.Key)
                .With(q.range.From)
                .With(q.range.To)
                .With((long)q.rows),
            static (reader, q, ct) => q.Reader.FillAsync(reader, q.stream, q.range.Direction, q.rows, q.includeEmptied, ct),
            cancellationToken);
    }

    private async ValueTask<PostgreSqlStreamPage> FillAsync(NpgsqlDataReader reader, StreamId stream, ReadDirection direction, int atMost, bool includeEmptied, CancellationToken cancellationToken)
    {
        var page = new PostgreSqlStreamPage();
        using var buffer = new PostgreSqlRowBuffer();
        var bytes = 0L;
        while (bytes < PostgreSqlPageSize.MaxBytes && page.Fault is null && await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            buffer.Clear();
            var row = buffer.AddOfStream(reader);
            bytes += buffer.Length;
            if (!_decoder.Knows(row))
            {
                page.UnknownType = row.Type;
                return page;
            }

            Decode(page, buffer, row, stream, direction, includeEmptied);
        }

        page.IsLast = page.Rows < atMost && bytes < PostgreSqlPageSize.MaxBytes && page.Fault is null;
        _pageSize.Learn(page.Rows, bytes);
        return page;
    }

    // What cannot be read ends the page; the events before it reach the consumer first.
    private void Decode(PostgreSqlStreamPage page, PostgreSqlRowBuffer buffer, in PostgreSqlRow row, StreamId stream, ReadDirection direction, bool includeEmptied)
    {
        try
        {
            var type = _decoder.TypeOf(row);
            var envelope = _decoder.Envelope(buffer, row, type, stream);
            var parts = _decoder.Read(buffer, row, type, envelope);
            page.Rows++;
            page.LastVersion = row.Version;
            if (parts.Count == 0 && !includeEmptied) return;
            page.Given++;
            var count = Math.Max(parts.Count, 1);
            for (var i = 0; i < count; i++) page.Events.Add(envelope.Record(parts, direction == ReadDirection.Forwards ? i : count - 1 - i));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            page.Fault = ExceptionDispatchInfo.Capture(e);
        }
    }
}

using System.Runtime.CompilerServices;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Reads the feed: first it looks how far the feed is complete, then it reads up to there, a page at a time. No connection is held between pages, and one page at most is read ahead
/// of the consumer.
/// </summary>
internal sealed class PostgreSqlFeedReader
{
    // How far a filtered page looks at most, so that a sparse filter neither keeps a statement running for long nor goes deaf to cancellation.
    private const long WidestWindow = 1 << 16;

    // A row that is passed by costs the server less than half of what it costs to find one by the index by type.
    private const long SparsestDense = 3;

    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlStoreInfo _info;
    private readonly PostgreSqlRowDecoder _decoder;
    private readonly PostgreSqlStreams _streams;
    private readonly PostgreSqlPageSize _pageSize;
    private readonly PostgreSqlFeedQueries _queries;
    private readonly PostgreSqlFence _fence;

    public PostgreSqlFeedReader(PostgreSqlDatabase database, PostgreSqlStoreInfo info, PostgreSqlRowDecoder decoder, PostgreSqlStreams streams, PostgreSqlFence fence)
    {
        _database = database;
        _info = info;
        _decoder = decoder;
        _streams = streams;
        _fence = fence;
        _pageSize = new PostgreSqlPageSize(database.Options.ReadPageSize);
        _queries = new PostgreSqlFeedQueries(database.Names, info.PayloadType, info.Partitions);
    }

    /// <summary>Reads what passes a filter, up to the end that the feed has now.</summary>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(PostgreSqlEventStore store, string work, GlobalPosition? after, FeedFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var readers = await store.ReadersAsync(cancellationToken).ConfigureAwait(false);
        var (reader, tenant) = (readers.Feed, PostgreSqlScope.TenantOf(readers.Info));
        if (after is { } given && given.StoreId != reader._info.StoreId) throw new PositionMismatchException(given, reader._info.StoreId);
        filter.Scan?.Begin(after);
        var (position, left) = (after?.Value ?? 0, filter.Limit);
        var end = (await reader._fence.LookAsync(work, tenant, cancellationToken).ConfigureAwait(false)).Last;

        // The types after the end: whatever lies before it has its type in the list.
        var types = position < end ? await reader.TypesAsync(work, filter, cancellationToken).ConfigureAwait(false) : null;
        if (types is { Length: 0 } && position < end)
        {
            position = end;
            filter.Scan?.Advance(reader._decoder.Position(end));
        }

        var part = new PostgreSqlFeedPart(work, tenant, filter, types, position, end, reader.FirstWindow, IsDense: false);
        var ahead = new PostgreSqlPageAhead<PostgreSqlFeedPage>(cancellationToken);
        await using var a = ahead.ConfigureAwait(false);
        while (position < end && left > 0)
        {
            store.ThrowIfDisposed();
            using var page = ahead.IsUnderWay
                ? await ahead.TakeAsync().ConfigureAwait(false)
                : await reader.PageAsync(part, left, cancellationToken).ConfigureAwait(false);
            part = part with { After = page.ScannedTo, Window = page.NextWindow, IsDense = page.IsDense };
            if (page.ScannedTo < end && left > page.Rows.Count)
                ahead.Begin((Reader: reader, part, AtMost: left - page.Rows.Count), static (q, ct) => q.Reader.PageAsync(q.part, q.AtMost, ct));
            for (var i = 0; i < page.Rows.Count && left > 0; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var type = reader._decoder.TypeOf(page.Rows[i]);
                var envelope = reader._decoder.Envelope(page.Buffer, page.Rows[i], type, page.Streams[i]);
                if (filter.Tags?.MayPass(envelope.Name, envelope.SchemaVersion, envelope.Metadata.Tags) != false)
                {
                    var parts = reader._decoder.Read(page.Buffer, page.Rows[i], type, envelope);
                    var last = parts.Count - 1;
                    while (last >= 0 && !filter.PassesPart(parts[last], envelope.Metadata)) last--;
                    if (last >= 0) left--;
                    for (var p = 0; p <= last; p++)
                    {
                        // With the last one that it gives, the reading has come past the event.
                        if (p == last) filter.Scan?.Advance(envelope.Position);
                        if (p == last || filter.PassesPart(parts[p], envelope.Metadata)) yield return envelope.Record(parts, p);
                    }
                }

                position = envelope.Position.Value;
                filter.Scan?.Advance(envelope.Position);
            }

            if (left == 0) break;
            position = page.ScannedTo;
            filter.Scan?.Advance(reader._decoder.Position(position));
        }

        if (position >= end) filter.Scan?.Complete();
    }

    private long FirstWindow => 2L * _pageSize.Rows;

    private async ValueTask<int[]?> TypesAsync(string work, FeedFilter filter, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.Types.FindAsync(filter, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);
        }
    }

    private async Task<PostgreSqlFeedPage> PageAsync(PostgreSqlFeedPart part, long atMost, CancellationToken cancellationToken)
    {
        var rows = (int)Math.Min(_pageSize.Rows, atMost);
        var needsWindow = part.IsFiltered && (part.IsDense || !_queries.IsDrivenByTypes(part.Filter, part.Tenant, part.Types));
        var page = new PostgreSqlFeedPage { ScannedTo = needsWindow ? Math.Min(part.End, part.After + part.Window) : part.End };
        try
        {
            await _database.AskAsync(
                part.Work,
                part.Scope,
                (Reader: this, part, page, rows),
                static (batch, q) => q.Reader._queries.Add(batch, q.part.Filter, q.part.Tenant, q.part.Types, q.part.After, q.page.ScannedTo, q.rows, q.part.IsDense),
                static (reader, q, ct) => q.Reader.FillAsync(reader, q.page, q.rows, ct),
                cancellationToken).ConfigureAwait(false);
            page.NextWindow = NextWindow(part, page, rows);
            page.IsDense = page.Rows.Count * SparsestDense >= page.ScannedTo - part.After;
            for (var i = 0; i < page.Rows.Count; i++)
            {
                if (!_decoder.Knows(page.Rows[i])) await _streams.LearnTypeAsync(part.Work, page.Rows[i].Type, cancellationToken).ConfigureAwait(false);
            }

            await NameStreamsAsync(part, page, cancellationToken).ConfigureAwait(false);
            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    private async ValueTask<bool> FillAsync(NpgsqlDataReader reader, PostgreSqlFeedPage page, int atMost, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            page.Rows.Add(page.Buffer.Add(reader));
            if (page.Buffer.Length < PostgreSqlPageSize.MaxBytes && page.Rows.Count < atMost) continue;

            // There may be more: so far the page has looked, and no further.
            page.ScannedTo = page.Rows[^1].Position;
            break;
        }

        _pageSize.Learn(page.Rows.Count, page.Buffer.Length);
        return true;
    }

    // As far as a page of what passes may be expected; where nothing passes, further and further.
    private static long NextWindow(PostgreSqlFeedPart part, PostgreSqlFeedPage page, int atMost)
    {
        if (page.Rows.Count == 0) return Math.Min(part.Window * 8, WidestWindow);
        var perRow = (double)(page.ScannedTo - part.After) / page.Rows.Count;
        return (long)Math.Clamp(perRow * atMost * 2, atMost, WidestWindow);
    }

    private async ValueTask NameStreamsAsync(PostgreSqlFeedPart part, PostgreSqlFeedPage page, CancellationToken cancellationToken)
    {
        var streams = page.Streams = new StreamId[page.Rows.Count];
        HashSet<long>? missing = null;
        for (var i = 0; i < streams.Length; i++)
        {
            if (!_streams.TryGetName(page.Rows[i].Stream, out streams[i])) (missing ??= []).Add(page.Rows[i].Stream);
        }

        if (missing is null) return;
        var names = await _streams.NamesAsync(part.Work, part.Scope, [.. missing], cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < streams.Length; i++)
        {
            if (streams[i] == default) streams[i] = names[page.Rows[i].Stream];
        }
    }
}

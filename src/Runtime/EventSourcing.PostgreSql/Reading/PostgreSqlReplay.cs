using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Applies the rows of streams to folds as they come from the wire.</summary>
internal sealed class PostgreSqlReplay
{
    private const string Work = "Replaying a stream";

    // Rows are applied one by one, so memory does not limit this; but a fold may stop, and what the server has sent by then is read for nothing.
    private const int PageSize = 4096;

    private readonly PostgreSqlDatabase _database;
    private readonly PostgreSqlRowDecoder _decoder;
    private readonly PostgreSqlStreams _streams;
    private readonly bool _readsUpcast;
    private readonly string _full;
    private readonly string _lean;

    public PostgreSqlReplay(PostgreSqlDatabase database, PostgreSqlStoreInfo info, PostgreSqlRowDecoder decoder, PostgreSqlStreams streams)
    {
        _database = database;
        _decoder = decoder;
        _streams = streams;
        _readsUpcast = database.Serializer.Catalog.Upcasters.Count > 0;
        var source = PostgreSqlStreamReader.Source(database.Names);
        _full = $"SELECT {PostgreSqlRowBuffer.StreamColumns(info.PayloadType)} {source} ORDER BY e.version LIMIT $5";
        _lean = $"SELECT {PostgreSqlRowBuffer.LeanColumns(info.PayloadType)} {source} ORDER BY e.version LIMIT $5";
    }

    /// <summary>Applies a stream's events, as far as it goes now, to a fold.</summary>
    public async ValueTask RunAsync(string? tenant, StreamId stream, EventFold fold, CancellationToken cancellationToken)
    {
        for (var last = fold.LastVersion; fold.NextVersion <= last;)
        {
            var page = await _database.AskAsync(
                Work,
                tenant,
                new Page(this, stream, fold, last, Lean: !fold.UsesMetadata && !_readsUpcast),
                static (batch, q) => batch.Add(q.Lean ? q.Replay._lean : q.Replay._full)
                    .With(q.Stream.Category)
                    .With(q.Stream.Key)
                    .With(q.Fold.NextVersion)
                    .With(q.Last)
                    .With((long)PageSize),
                static (reader, q, ct) => q.Replay.ApplyAsync(reader, q, ct),
                cancellationToken).ConfigureAwait(false);
            if (page.UnknownType is { } type) await _streams.LearnTypeAsync(Work, type, cancellationToken).ConfigureAwait(false);
            else if (!page.IsFull) return;
            if (last == fold.LastVersion) last = Math.Min(last, await _streams.VersionAsync(Work, tenant, stream, cancellationToken).ConfigureAwait(false));
        }
    }

    private async ValueTask<(int? UnknownType, bool IsFull)> ApplyAsync(NpgsqlDataReader reader, Page page, CancellationToken cancellationToken)
    {
        using var buffer = new PostgreSqlRowBuffer();
        var rows = 0;
        for (; await reader.ReadAsync(cancellationToken).ConfigureAwait(false); rows++)
        {
            buffer.Clear();
            var row = page.Lean ? buffer.AddLean(reader) : buffer.AddOfStream(reader);
            if (!_decoder.Knows(row)) return (row.Type, IsFull: false);
            if (!_decoder.Apply(buffer, row, page.Stream, page.Fold, page.Lean)) return (null, IsFull: false);
        }

        return (null, rows == PageSize);
    }

    private sealed record Page(PostgreSqlReplay Replay, StreamId Stream, EventFold Fold, long Last, bool Lean);
}

using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>
/// What is asked about streams and event types. The names of streams that the feed meets again and again are kept in a table of fixed size, in which a stream replaces
/// whichever had its place: a number never stands for another name.
/// </summary>
internal sealed class PostgreSqlStreams(PostgreSqlDatabase database)
{
    private const int CacheSize = 1 << 14;

    private readonly string _version = $"SELECT s.version FROM {database.Names.Streams} s WHERE s.category = $1 AND s.key = $2 AND s.state <> 2";

    private readonly string _names = $"SELECT s.id, s.category, s.key FROM {database.Names.Streams} s WHERE s.id = ANY($1)";

    private readonly string _list =
        $"SELECT s.key, s.version, s.state FROM {database.Names.Streams} s WHERE s.category = $1 AND s.key > $2 AND s.state <> 2 AND s.version > 0 ORDER BY s.key LIMIT $3";

    private readonly PostgreSqlDatabase _database = database;

    private readonly Entry?[] _cache = new Entry?[CacheSize];

    /// <summary>The version of a stream; 0 for an absent one.</summary>
    public async ValueTask<long> VersionAsync(string work, string? tenant, StreamId stream, CancellationToken cancellationToken) => await _database.AskAsync(
        work,
        tenant,
        (_version, stream),
        static (batch, q) => batch.Add(q._version).With(q.stream.Category).With(q.stream.Key),
        static async (reader, _, ct) => await reader.ReadAsync(ct).ConfigureAwait(false) ? reader.GetInt64(0) : 0,
        cancellationToken).ConfigureAwait(false);

    /// <summary>Learns an event type that others have added.</summary>
    /// <exception cref="EventStoreException">There is no such type.</exception>
    public async ValueTask LearnTypeAsync(string work, int type, CancellationToken cancellationToken)
    {
        if (_database.Types.TryGet(type, out _)) return;
        await LoadTypesAsync(work, cancellationToken).ConfigureAwait(false);
        if (!_database.Types.TryGet(type, out _)) throw Damaged(work, $"an event has the type {type}, which {_database.Names.EventTypes} does not have");
    }

    /// <summary>Learns the event types that others have added.</summary>
    public async ValueTask LoadTypesAsync(string work, CancellationToken cancellationToken)
    {
        try
        {
            await _database.Types.LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            throw PostgreSqlErrors.Translate(e, work, outcomeUnknown: false);
        }
    }

    /// <summary>The name of a stream, if it is kept here.</summary>
    public bool TryGetName(long id, out StreamId name)
    {
        if (_cache[(int)(id & (CacheSize - 1))] is { } entry && entry.Id == id)
        {
            name = entry.Name;
            return true;
        }

        name = default;
        return false;
    }

    /// <summary>The names of streams, and keeps them.</summary>
    /// <exception cref="EventStoreException">One of them is absent.</exception>
    public async ValueTask<Dictionary<long, StreamId>> NamesAsync(string work, string? tenant, long[] ids, CancellationToken cancellationToken)
    {
        var names = await _database.AskAsync(
            work,
            tenant,
            (_names, ids),
            static (batch, q) => batch.Add(q._names).With(q.ids, NpgsqlDbType.Array | NpgsqlDbType.Bigint),
            static (reader, q, ct) => ReadNamesAsync(reader, q.ids.Length, ct),
            cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
        {
            if (!names.TryGetValue(id, out var name)) throw Damaged(work, $"an event is of stream {id}, which {_database.Names.Streams} does not have");
            _cache[(int)(id & (CacheSize - 1))] = new Entry(id, name);
        }

        return names;
    }

    /// <summary>The streams of a category, in the order of their keys' bytes.</summary>
    public static async IAsyncEnumerable<StreamSummary> ListAsync(PostgreSqlEventStore store, string category, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var readers = await store.ReadersAsync(cancellationToken).ConfigureAwait(false);
        var (streams, tenant) = (readers.Streams, PostgreSqlScope.TenantOf(readers.Info));
        for (var after = ""; ;)
        {
            var count = streams._database.Options.ReadPageSize;
            var page = await streams._database.AskAsync(
                "Listing the streams of a category",
                tenant,
                (streams._list, category, after, count),
                static (batch, q) => batch.Add(q._list).With(q.category).With(q.after).With((long)q.count),
                static (reader, q, ct) => ReadSummariesAsync(reader, q.category, ct),
                cancellationToken).ConfigureAwait(false);
            foreach (var stream in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return stream;
            }

            if (page.Count < count) yield break;
            store.ThrowIfDisposed();
            after = page[^1].Stream.Key;
        }
    }

    private static async ValueTask<Dictionary<long, StreamId>> ReadNamesAsync(NpgsqlDataReader reader, int count, CancellationToken cancellationToken)
    {
        var names = new Dictionary<long, StreamId>(count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) names[reader.GetInt64(0)] = new StreamId(string.Intern(reader.GetString(1)), reader.GetString(2));
        return names;
    }

    private static async ValueTask<List<StreamSummary>> ReadSummariesAsync(NpgsqlDataReader reader, string category, CancellationToken cancellationToken)
    {
        var streams = new List<StreamSummary>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            streams.Add(new StreamSummary(new StreamId(category, reader.GetString(0)), reader.GetInt64(1)) { IsArchived = reader.GetInt16(2) == (short)StreamState.Archived });
        return streams;
    }

    private static EventStoreException Damaged(string work, string problem) =>
        new($"{work} failed: {problem}. Somebody has deleted rows: restore the database from a backup.", outcomeUnknown: false, isTransient: false);

    private sealed record Entry(long Id, StreamId Name);
}

using System.Text.Json;
using Benchmarks.Json;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Stores;

/// <summary>
/// What a careful developer writes for one service: a table of events with both unique keys, the version checked inside the transaction, prepared
/// statements, System.Text.Json's source generation. No catalog, no metadata beyond id and time, one event type.
/// </summary>
internal sealed class HandWritten : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _version;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _load;
    private readonly SqliteCommand _all;

    public HandWritten(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        Run("pragma journal_mode=wal");
        Run("pragma synchronous=full");
        Run("pragma busy_timeout=600000");
        Run("""
            create table if not exists events (
                position integer primary key autoincrement,
                stream text not null,
                version integer not null,
                event_id blob not null unique,
                name text not null,
                occurred_at integer not null,
                payload blob not null,
                unique (stream, version))
            """);
        _version = Prepare("select coalesce(max(version), 0) from events where stream = $stream", "$stream");
        _insert = Prepare(
            "insert into events (stream, version, event_id, name, occurred_at, payload) values ($stream, $version, $id, $name, $at, $payload)",
            "$stream", "$version", "$id", "$name", "$at", "$payload");
        _load = Prepare("select position, version, event_id, name, occurred_at, payload from events where stream = $stream order by version", "$stream");
        _all = Prepare("select position, stream, version, event_id, name, occurred_at, payload from events order by position");
    }

    public void Append(string stream, long expected, IReadOnlyList<OrderPlaced> events)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        _version.Transaction = transaction;
        _version.Parameters[0].Value = stream;
        var version = (long)_version.ExecuteScalar()!;
        if (version != expected) throw new InvalidOperationException($"{stream} is at {version} and not at {expected}");

        _insert.Transaction = transaction;
        foreach (var @event in events)
        {
            _insert.Parameters[0].Value = stream;
            _insert.Parameters[1].Value = ++version;
            _insert.Parameters[2].Value = Guid.CreateVersion7().ToByteArray();
            _insert.Parameters[3].Value = "order-placed";
            _insert.Parameters[4].Value = DateTimeOffset.UtcNow.Ticks / 10;
            _insert.Parameters[5].Value = JsonSerializer.SerializeToUtf8Bytes(@event, SystemTextJson.Default.OrderPlaced);
            _insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public int Load(string stream)
    {
        _load.Parameters[0].Value = stream;
        return Count(_load, payload: 5);
    }

    public int ReadAll() => Count(_all, payload: 6);

    public void Dispose()
    {
        _version.Dispose();
        _insert.Dispose();
        _load.Dispose();
        _all.Dispose();
        _connection.Dispose();
    }

    private static int Count(SqliteCommand command, int payload)
    {
        var count = 0;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var id = new Guid(reader.GetFieldValue<byte[]>(payload - 3));
            var at = new DateTime(reader.GetInt64(payload - 1) * 10, DateTimeKind.Utc);
            var @event = JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(payload), SystemTextJson.Default.OrderPlaced)!;
            if (id != Guid.Empty && at != default && @event.Lines.Count > 0) count++;
        }

        return count;
    }

    private SqliteCommand Prepare(string sql, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

using Benchmarks.PostgreSql;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Delivery;

/// <summary>The loop by hand on Microsoft.Data.Sqlite, with prepared statements. SQLite has no arrays: a row is written by a statement of its own, within the transaction of the page.</summary>
internal sealed class HandSqlite(string connectionString) : IHandDelivery
{
    private readonly HandTurnovers _turnovers = new();
    private readonly SqliteConnection _connection = new(connectionString);
    private SqliteCommand _page = null!;
    private SqliteCommand _checkpoint = null!;

    public Task OpenAsync(History history)
    {
        _connection.Open();
        Execute("pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=60000");
        Execute("""
            create table events (
                position integer primary key autoincrement,
                stream text not null,
                version integer not null,
                event_id blob not null unique,
                name text not null,
                occurred_at integer not null,
                payload blob not null,
                unique (stream, version));
            create table turnovers (account text primary key, bookings integer not null, cents integer not null) without rowid;
            create table checkpoints (name text primary key, position integer not null);
            """);
        Seed(history);
        _page = Prepare("select position, stream, version, event_id, name, occurred_at, payload from events where position > $1 order by position limit $2", 2);
        _checkpoint = Prepare("update checkpoints set position = $1 where name = $2", 2);
        return Task.CompletedTask;
    }

    public Task ResetAsync()
    {
        Execute("delete from checkpoints; insert into checkpoints values ('run', 0); delete from turnovers");
        return Task.CompletedTask;
    }

    public Task RunAsync(bool folds, int page) => Task.Run(() =>
    {
        using var upsert = PrepareUpsert("turnovers");
        Run(page, folds ? upsert : null);
    });

    public Task RebuildAsync(int page) => Task.Run(() =>
    {
        Execute("create table turnovers_new (account text primary key, bookings integer not null, cents integer not null) without rowid");
        using (var upsert = PrepareUpsert("turnovers_new")) Run(page, upsert);
        Execute("begin immediate; drop table turnovers; alter table turnovers_new rename to turnovers; commit");
    });

    public Task<long> CentsAsync()
    {
        using var command = Prepare("select coalesce(sum(cents), 0) from turnovers", 0);
        return Task.FromResult((long)command.ExecuteScalar()!);
    }

    public Task AppendAsync(string stream, TransferBooked booking)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var insert = connection.CreateCommand();
        insert.CommandText = "insert into events (stream, version, event_id, name, occurred_at, payload) values ($stream, 1, $id, 'transfer-booked', $at, $payload)";
        insert.Parameters.AddWithValue("$stream", stream);
        insert.Parameters.AddWithValue("$id", Guid.CreateVersion7().ToByteArray());
        insert.Parameters.AddWithValue("$at", DateTimeOffset.UtcNow.Ticks / 10);
        insert.Parameters.AddWithValue("$payload", BenchJson.Write(booking));
        insert.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public async Task PollAsync(TimeSpan interval, Action<string> handled, CancellationToken cancellationToken)
    {
        using var last = Prepare("select coalesce(max(position), 0) from events", 0);
        var position = (long)last.ExecuteScalar()!;
        using var timer = new PeriodicTimer(interval);
        while (await timer.WaitForNextTickAsync(CancellationToken.None) && !cancellationToken.IsCancellationRequested)
        {
            while (Handle(position, 500, upsert: null, handled) is var reached && reached > position) position = reached;
        }
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private void Run(int page, SqliteCommand? upsert)
    {
        for (long position = 0; Handle(position, page, upsert) is var reached && reached > position; position = reached)
        {
        }
    }

    private long Handle(long position, int limit, SqliteCommand? upsert, Action<string>? handled = null)
    {
        _page.Parameters[0].Value = position;
        _page.Parameters[1].Value = limit;
        _turnovers.Clear();
        var reached = position;
        using (var reader = _page.ExecuteReader())
        {
            while (reader.Read())
            {
                reached = reader.GetInt64(0);
                var stream = reader.GetString(1);
                var booked = HandTurnovers.Read(reader.GetString(4), reader.GetFieldValue<byte[]>(6));
                if (upsert is not null) _turnovers.Add(stream, booked);
                handled?.Invoke(booked.Reference);
            }
        }

        if (reached == position) return position;
        using var transaction = _connection.BeginTransaction(deferred: false);
        if (upsert is not null)
        {
            upsert.Transaction = transaction;
            foreach (var (account, (bookings, cents)) in _turnovers.Changes)
            {
                upsert.Parameters[0].Value = account;
                upsert.Parameters[1].Value = bookings;
                upsert.Parameters[2].Value = cents;
                upsert.ExecuteNonQuery();
            }
        }

        _checkpoint.Transaction = transaction;
        _checkpoint.Parameters[0].Value = reached;
        _checkpoint.Parameters[1].Value = "run";
        _checkpoint.ExecuteNonQuery();
        transaction.Commit();
        _checkpoint.Transaction = null;
        return reached;
    }

    private void Seed(History history)
    {
        var versions = new Dictionary<string, long>();
        using var insert = Prepare("insert into events (stream, version, event_id, name, occurred_at, payload) values ($1, $2, $3, 'transfer-booked', $4, $5)", 5);
        using var transaction = _connection.BeginTransaction();
        insert.Transaction = transaction;
        foreach (var (account, bookings) in history.Chunks().SelectMany(c => c))
        {
            foreach (var booking in bookings)
            {
                insert.Parameters[0].Value = account;
                insert.Parameters[1].Value = versions[account] = versions.GetValueOrDefault(account) + 1;
                insert.Parameters[2].Value = Guid.CreateVersion7().ToByteArray();
                insert.Parameters[3].Value = DateTimeOffset.UtcNow.Ticks / 10;
                insert.Parameters[4].Value = BenchJson.Write(booking);
                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    private SqliteCommand PrepareUpsert(string table) => Prepare(
        $"insert into {table} values ($1, $2, $3) on conflict (account) do update set bookings = bookings + excluded.bookings, cents = cents + excluded.cents",
        3);

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

using Benchmarks.PostgreSql;
using Npgsql;
using NpgsqlTypes;

namespace Benchmarks.Delivery;

/// <summary>The loop by hand on Npgsql, over the table and with the questions of <see cref="HandWrittenSchema"/>: a reader that skips nothing.</summary>
internal sealed class HandPostgreSql(string connectionString) : IHandDelivery
{
    private const string Page = """
        select position, stream, version, event_id, name, schema_version, occurred_at, recorded_at, metadata, payload
        from events where position > $1 and position <= $2 order by position limit $3
        """;

    private readonly HandTurnovers _turnovers = new();
    private NpgsqlDataSource _source = null!;
    private NpgsqlConnection _connection = null!;
    private NpgsqlCommand _head = null!;
    private NpgsqlCommand _lowestLock = null!;
    private NpgsqlCommand _page = null!;
    private NpgsqlCommand _checkpoint = null!;

    public async Task OpenAsync(History history)
    {
        _source = NpgsqlDataSource.Create(connectionString);
        _connection = await _source.OpenConnectionAsync();
        await ExecuteAsync(HandWrittenSchema.Create);
        await ExecuteAsync("create table turnovers (account text collate \"C\" primary key, bookings bigint not null, cents bigint not null)");
        await ExecuteAsync("create table checkpoints (name text primary key, position bigint not null)");
        await SeedAsync(history);
        await ExecuteAsync("vacuum analyze");
        _head = await PrepareAsync(HandWrittenSchema.Head);
        _lowestLock = await PrepareAsync(HandWrittenSchema.LowestLock);
        _page = await PrepareAsync(Page, new NpgsqlParameter<long>(), new NpgsqlParameter<long>(), new NpgsqlParameter<int>());
        _checkpoint = await PrepareAsync("update checkpoints set position = $1 where name = $2", new NpgsqlParameter<long>(), new NpgsqlParameter<string>());
    }

    public async Task ResetAsync()
    {
        await ExecuteAsync("delete from checkpoints; insert into checkpoints values ('run', 0)");
        await ExecuteAsync("truncate turnovers");
        await ExecuteAsync("vacuum analyze checkpoints");
    }

    public async Task RunAsync(bool folds, int page)
    {
        await using var upsert = await PrepareUpsertAsync("turnovers");
        for (long position = 0; await HandleAsync(position, page, folds ? upsert : null) is var reached && reached > position; position = reached)
        {
        }
    }

    public async Task RebuildAsync(int page)
    {
        await ExecuteAsync("create table turnovers_new (like turnovers including all)");
        await using (var upsert = await PrepareUpsertAsync("turnovers_new"))
        {
            for (long position = 0; await HandleAsync(position, page, upsert) is var reached && reached > position; position = reached)
            {
            }
        }

        await ExecuteAsync("begin; drop table turnovers; alter table turnovers_new rename to turnovers; commit");
    }

    public async Task<long> CentsAsync()
    {
        await using var command = new NpgsqlCommand("select coalesce(sum(cents), 0)::bigint from turnovers", _connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task AppendAsync(string stream, TransferBooked booking)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var append = new NpgsqlCommand(HandWrittenSchema.AppendOne, connection)
        {
            Parameters =
            {
                new() { Value = stream },
                new() { Value = 0L },
                new() { Value = Guid.CreateVersion7() },
                new() { Value = BenchJson.Transfer },
                new() { Value = DateTime.UtcNow },
                new() { Value = BenchJson.Write(booking), NpgsqlDbType = NpgsqlDbType.Json },
            },
        };
        await append.PrepareAsync();
        await append.ExecuteNonQueryAsync();
    }

    public async Task PollAsync(TimeSpan interval, Action<string> handled, CancellationToken cancellationToken)
    {
        var position = (long)(await _head.ExecuteScalarAsync(cancellationToken))!;
        using var timer = new PeriodicTimer(interval);
        while (await timer.WaitForNextTickAsync(CancellationToken.None) && !cancellationToken.IsCancellationRequested)
        {
            while (await HandleAsync(position, 500, upsert: null, handled) is var reached && reached > position) position = reached;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is null) return;
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task<long> HandleAsync(long position, int limit, NpgsqlCommand? upsert, Action<string>? handled = null)
    {
        var head = (long)(await _head.ExecuteScalarAsync())!;
        var ceiling = await _lowestLock.ExecuteScalarAsync() is long held ? Math.Min(head, held) : head;
        if (ceiling <= position) return position;
        ((NpgsqlParameter<long>)_page.Parameters[0]).TypedValue = position;
        ((NpgsqlParameter<long>)_page.Parameters[1]).TypedValue = ceiling;
        ((NpgsqlParameter<int>)_page.Parameters[2]).TypedValue = limit;
        _turnovers.Clear();
        var reached = position;
        await using (var reader = await _page.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                reached = reader.GetInt64(0);
                var stream = reader.GetString(1);
                var booked = HandTurnovers.Read(reader.GetString(4), reader.GetFieldValue<byte[]>(9));
                if (upsert is not null) _turnovers.Add(stream, booked);
                handled?.Invoke(booked.Reference);
            }
        }

        if (reached == position) return position;
        await using var transaction = await _connection.BeginTransactionAsync();
        if (upsert is not null)
        {
            ((NpgsqlParameter<string[]>)upsert.Parameters[0]).TypedValue = [.. _turnovers.Changes.Keys];
            ((NpgsqlParameter<long[]>)upsert.Parameters[1]).TypedValue = [.. _turnovers.Changes.Values.Select(c => c.Bookings)];
            ((NpgsqlParameter<long[]>)upsert.Parameters[2]).TypedValue = [.. _turnovers.Changes.Values.Select(c => c.Cents)];
            await upsert.ExecuteNonQueryAsync();
        }

        ((NpgsqlParameter<long>)_checkpoint.Parameters[0]).TypedValue = reached;
        ((NpgsqlParameter<string>)_checkpoint.Parameters[1]).TypedValue = "run";
        await _checkpoint.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return reached;
    }

    private async Task SeedAsync(History history)
    {
        var (versions, position) = (new Dictionary<string, long>(), 0L);
        await using (var copy = await _connection.BeginBinaryImportAsync(HandWrittenSchema.Copy))
        {
            foreach (var (account, bookings) in history.Chunks().SelectMany(c => c))
            {
                foreach (var booking in bookings)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(++position, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(account, NpgsqlDbType.Text);
                    await copy.WriteAsync(versions[account] = versions.GetValueOrDefault(account) + 1, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
                    await copy.WriteAsync(BenchJson.Transfer, NpgsqlDbType.Text);
                    await copy.WriteAsync(1, NpgsqlDbType.Integer);
                    await copy.WriteAsync(DateTime.UtcNow, NpgsqlDbType.TimestampTz);
                    await copy.WriteAsync(BenchJson.Write(booking), NpgsqlDbType.Json);
                }
            }

            await copy.CompleteAsync();
        }

        await ExecuteAsync($"select setval('positions', {position})");
    }

    private Task<NpgsqlCommand> PrepareUpsertAsync(string table) => PrepareAsync(
        $"""
        insert into {table} select * from unnest($1::text[], $2::bigint[], $3::bigint[])
        on conflict (account) do update set bookings = {table}.bookings + excluded.bookings, cents = {table}.cents + excluded.cents
        """,
        new NpgsqlParameter<string[]>(),
        new NpgsqlParameter<long[]>(),
        new NpgsqlParameter<long[]>());

    private async Task<NpgsqlCommand> PrepareAsync(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        await command.PrepareAsync();
        return command;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}

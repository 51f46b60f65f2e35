using System.Text.Json;
using Benchmarks.Json;
using Npgsql;
using NpgsqlTypes;

namespace Benchmarks.PostgreSql;

/// <summary>Hand-written code, a connection a caller: prepared statements, one statement an append, which commits by itself.</summary>
internal class HandWrittenSide(string connectionString) : IBenchSide
{
    private const int ImportBatch = 10_000;
    private NpgsqlDataSource _source = null!;
    private NpgsqlConnection _connection = null!;
    private NpgsqlCommand _load = null!;
    private NpgsqlCommand _head = null!;
    private NpgsqlCommand _lowestLock = null!;
    private NpgsqlCommand _all = null!;

    public string StreamsQuery => HandWrittenSchema.Streams;

    protected NpgsqlDataSource Source => _source;

    public virtual bool Does(Work work) => true;

    public virtual async Task OpenAsync(int callers)
    {
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = callers + 8 }.ConnectionString);
        _connection = await _source.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand(HandWrittenSchema.Create, _connection)) await create.ExecuteNonQueryAsync();
        _load = new NpgsqlCommand(HandWrittenSchema.Load, _connection) { Parameters = { new NpgsqlParameter<string>() } };
        _head = new NpgsqlCommand(HandWrittenSchema.Head, _connection);
        _lowestLock = new NpgsqlCommand(HandWrittenSchema.LowestLock, _connection);
        _all = new NpgsqlCommand(HandWrittenSchema.ReadAll, _connection) { Parameters = { new NpgsqlParameter<long>(), new NpgsqlParameter<long>() } };
        foreach (var command in new[] { _load, _head, _lowestLock, _all }) await command.PrepareAsync();
    }

    public virtual async Task<IAppender> OpenAppenderAsync(string name) => new HandWrittenAppender(await _source.OpenConnectionAsync(), name);

    public async Task SeedAsync(string prefix, int streams, int size, bool orders)
    {
        await ImportAsync(prefix, streams, size, BenchJson.Sample(orders));
        await using var analyze = new NpgsqlCommand("vacuum analyze events", _connection);
        await analyze.ExecuteNonQueryAsync();
    }

    public async Task<int> LoadAsync(string stream)
    {
        ((NpgsqlParameter<string>)_load.Parameters[0]).TypedValue = stream;
        return await CountAsync(_load, 2);
    }

    public async Task<decimal> RehydrateAsync(string stream)
    {
        ((NpgsqlParameter<string>)_load.Parameters[0]).TypedValue = stream;
        var (turnover, version) = (0m, 0L);
        await using var reader = await _load.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (reader.GetInt64(1) != ++version) throw new InvalidOperationException($"{stream} lacks version {version}");
            turnover += reader.GetString(3) switch
            {
                BenchJson.Transfer => JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(8), BenchJsonContext.Default.TransferBooked)!.Amount,
                var name => throw new InvalidOperationException($"unknown event {name}"),
            };
        }

        return turnover;
    }

    public async Task<int> ReadAllAsync()
    {
        var head = (long)(await _head.ExecuteScalarAsync())!;
        var ceiling = await _lowestLock.ExecuteScalarAsync() is long held ? Math.Min(head, held) : head;
        ((NpgsqlParameter<long>)_all.Parameters[0]).TypedValue = 0;
        ((NpgsqlParameter<long>)_all.Parameters[1]).TypedValue = ceiling;
        return await CountAsync(_all, 3);
    }

    public Task ImportAsync(string prefix, int streams, int size) => ImportAsync(prefix, streams, size, TransferBooked.Sample);

    public virtual async ValueTask DisposeAsync()
    {
        if (_source is null) return;
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task ImportAsync(string prefix, int streams, int size, object @event)
    {
        long imported = 0;
        var total = (long)streams * size;
        while (imported < total)
        {
            var count = Math.Min(ImportBatch, total - imported);
            await using var transaction = await _connection.BeginTransactionAsync();
            await using (var fence = new NpgsqlCommand("select pg_advisory_xact_lock_shared((7::bigint << 48) | last_value) from positions", _connection, transaction)) await fence.ExecuteNonQueryAsync();
            long position;
            await using (var draw = new NpgsqlCommand($"select min(nextval('positions')) from generate_series(1, {count})", _connection, transaction)) position = (long)(await draw.ExecuteScalarAsync())!;
            await using (var copy = await _connection.BeginBinaryImportAsync(HandWrittenSchema.Copy))
            {
                for (var i = imported; i < imported + count; i++)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(position++, NpgsqlDbType.Bigint);
                    await copy.WriteAsync($"{prefix}-{i / size}", NpgsqlDbType.Text);
                    await copy.WriteAsync((i % size) + 1, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
                    await copy.WriteAsync(BenchJson.NameOf(@event), NpgsqlDbType.Text);
                    await copy.WriteAsync(1, NpgsqlDbType.Integer);
                    await copy.WriteAsync(DateTime.UtcNow, NpgsqlDbType.TimestampTz);
                    await copy.WriteAsync(BenchJson.Write(@event), NpgsqlDbType.Json);
                }

                await copy.CompleteAsync();
            }

            await transaction.CommitAsync();
            imported += count;
        }
    }

    /// <param name="command">The query.</param>
    /// <param name="first">The column of the event id; name, schema version, the two instants, metadata and payload follow it.</param>
    private static async Task<int> CountAsync(NpgsqlCommand command, int first)
    {
        var count = 0;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var id = reader.GetGuid(first);
            var (name, version) = (reader.GetString(first + 1), reader.GetInt32(first + 2));
            var (occurred, recorded) = (reader.GetDateTime(first + 3), reader.GetDateTime(first + 4));
            var metadata = reader.IsDBNull(first + 5) ? null : reader.GetFieldValue<byte[]>(first + 5);
            var @event = BenchJson.Read(name, reader.GetFieldValue<byte[]>(first + 6));
            if (version == 1 && id != Guid.Empty && occurred != default && recorded != default && metadata is null && @event is TransferBooked or OrderPlaced) count++;
        }

        return count;
    }
}

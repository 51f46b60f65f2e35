using Npgsql;
using NpgsqlTypes;

namespace Benchmarks.PostgreSql;

/// <summary>A caller with a connection of its own.</summary>
internal sealed class HandWrittenAppender : IAppender
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _one;
    private readonly NpgsqlCommand _many;
    private readonly string _name;
    private string _stream;
    private long _version;
    private int _streams;

    public HandWrittenAppender(NpgsqlConnection connection, string name)
    {
        _connection = connection;
        _name = name;
        _stream = name;
        _one = new NpgsqlCommand(HandWrittenSchema.AppendOne, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string>(), new NpgsqlParameter<long>(), new NpgsqlParameter<Guid>(), new NpgsqlParameter<string> { TypedValue = BenchJson.Transfer },
                new NpgsqlParameter<DateTime>(), new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Json },
            },
        };
        _many = new NpgsqlCommand(HandWrittenSchema.AppendMany, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string>(), new NpgsqlParameter<long>(), new NpgsqlParameter<Guid[]>(), new NpgsqlParameter<string> { TypedValue = BenchJson.Transfer },
                new NpgsqlParameter<DateTime[]>(), new NpgsqlParameter<byte[][]> { NpgsqlDbType = NpgsqlDbType.Json | NpgsqlDbType.Array },
            },
        };
    }

    public async ValueTask AppendAsync(int events, bool newStream)
    {
        if (newStream)
        {
            _stream = $"{_name}-{_streams++}";
            _version = 0;
        }

        if (events == 1) await AppendOneAsync();
        else await AppendManyAsync(events);
        _version += events;
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _many.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async ValueTask AppendOneAsync()
    {
        var parameters = _one.Parameters;
        ((NpgsqlParameter<string>)parameters[0]).TypedValue = _stream;
        ((NpgsqlParameter<long>)parameters[1]).TypedValue = _version;
        ((NpgsqlParameter<Guid>)parameters[2]).TypedValue = Guid.CreateVersion7();
        ((NpgsqlParameter<DateTime>)parameters[4]).TypedValue = DateTime.UtcNow;
        ((NpgsqlParameter<byte[]>)parameters[5]).TypedValue = BenchJson.Write(TransferBooked.Sample);
        if (!_one.IsPrepared) await _one.PrepareAsync();
        if (await _one.ExecuteScalarAsync() is null) throw new InvalidOperationException($"{_stream} is not at {_version}");
    }

    private async ValueTask AppendManyAsync(int events)
    {
        var (ids, instants, payloads) = (new Guid[events], new DateTime[events], new byte[events][]);
        for (var i = 0; i < events; i++)
        {
            ids[i] = Guid.CreateVersion7();
            instants[i] = DateTime.UtcNow;
            payloads[i] = BenchJson.Write(TransferBooked.Sample);
        }

        var parameters = _many.Parameters;
        ((NpgsqlParameter<string>)parameters[0]).TypedValue = _stream;
        ((NpgsqlParameter<long>)parameters[1]).TypedValue = _version;
        ((NpgsqlParameter<Guid[]>)parameters[2]).TypedValue = ids;
        ((NpgsqlParameter<DateTime[]>)parameters[4]).TypedValue = instants;
        ((NpgsqlParameter<byte[][]>)parameters[5]).TypedValue = payloads;
        if (!_many.IsPrepared) await _many.PrepareAsync();
        await using var reader = await _many.ExecuteReaderAsync();
        if (!await reader.ReadAsync() || reader.GetInt64(2) != events) throw new InvalidOperationException($"{_stream} is not at {_version}");
        if (reader.GetInt64(1) < reader.GetInt64(0)) throw new InvalidOperationException("positions run backwards");
    }
}

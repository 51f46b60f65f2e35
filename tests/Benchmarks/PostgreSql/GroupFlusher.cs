using Npgsql;
using NpgsqlTypes;

namespace Benchmarks.PostgreSql;

/// <summary>Sends a group of appends as one prepared statement, and answers when it is committed.</summary>
internal sealed class GroupFlusher : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly HashSet<(string, long)> _stored = [];

    public GroupFlusher(NpgsqlConnection connection)
    {
        _connection = connection;
        _command = new NpgsqlCommand(HandWrittenSchema.AppendGroup, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]>(), new NpgsqlParameter<long[]>(), new NpgsqlParameter<Guid[]>(), new NpgsqlParameter<string[]>(),
                new NpgsqlParameter<DateTime[]>(), new NpgsqlParameter<byte[][]> { NpgsqlDbType = NpgsqlDbType.Json | NpgsqlDbType.Array },
            },
        };
    }

    public async Task FlushAsync(IReadOnlyList<GroupedAppend> group)
    {
        try
        {
            await SendAsync(group);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && group.Count > 1)
        {
            // One of them has lost a race: each finds out for itself.
            foreach (var append in group) await FlushAsync([append]);
            return;
        }
        catch (Exception e)
        {
            foreach (var append in group) append.Fail(e);
            return;
        }

        foreach (var append in group)
        {
            if (_stored.Contains((append.Stream, append.Expected + 1))) append.Succeed();
            else append.Fail(new InvalidOperationException($"{append.Stream} is not at {append.Expected}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task SendAsync(IReadOnlyList<GroupedAppend> group)
    {
        var count = group.Count;
        var (streams, expected, ids) = (new string[count], new long[count], new Guid[count]);
        var (names, instants, payloads) = (new string[count], new DateTime[count], new byte[count][]);
        for (var i = 0; i < count; i++)
        {
            (streams[i], expected[i], ids[i]) = (group[i].Stream, group[i].Expected, group[i].Id);
            (names[i], instants[i], payloads[i]) = (BenchJson.Transfer, group[i].At, group[i].Payload);
        }

        var parameters = _command.Parameters;
        ((NpgsqlParameter<string[]>)parameters[0]).TypedValue = streams;
        ((NpgsqlParameter<long[]>)parameters[1]).TypedValue = expected;
        ((NpgsqlParameter<Guid[]>)parameters[2]).TypedValue = ids;
        ((NpgsqlParameter<string[]>)parameters[3]).TypedValue = names;
        ((NpgsqlParameter<DateTime[]>)parameters[4]).TypedValue = instants;
        ((NpgsqlParameter<byte[][]>)parameters[5]).TypedValue = payloads;
        if (!_command.IsPrepared) await _command.PrepareAsync();
        _stored.Clear();
        await using var reader = await _command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) _stored.Add((reader.GetString(0), reader.GetInt64(1)));
    }
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EventSourcing.CrashWriter;
using Npgsql;

namespace EventSourcing.PostgreSql.Tests.Outside;

/// <content>What it finds in the end.</content>
internal sealed partial class OutsideHammer
{
    /// <summary>Which events a follower must have been given: all that are stored and pass its filter, in the order of their positions.</summary>
    private static string Condition(string filter) => filter switch
    {
        "category" => $"s.category = '{OutsideWriter.HotCategory}'",
        "names" => "t.name = 'piece-marked'",
        "tags" => $"EXISTS (SELECT FROM eventsourcing.event_tags x WHERE x.position = e.position AND x.tag = '{OutsideWriter.Tag(0)}')",
        _ => "true",
    };

    // What a process has sent before it was killed may be stored after its end: only the end of its sessions says that nothing more comes.
    private Task GoneAsync(string name) => Eventually.IsAsync(
        async () => (await RowsAsync($"SELECT pid::text FROM pg_stat_activity WHERE application_name = '{name}'")).Count == 0, "the server has ended the sessions of writers");

    private async Task CaughtUpAsync(string filter)
    {
        var head = (await _store.GetHeadAsync())?.Value ?? 0;
        var waited = Stopwatch.StartNew();
        while (Checkpoint(filter) < head && waited.Elapsed < Patience) await Task.Delay(20);
        if (Checkpoint(filter) < head) _faults.Add($"the follower '{filter}' stands at {Checkpoint(filter)} before the head {head}, where nobody writes any more");
    }

    private async Task FindAsync()
    {
        _faults.AddRange(Lines("fault").Select(l => string.Join(' ', l)));
        var acknowledged = Lines("ack").Select(l => WriterOutput.Acknowledged(string.Join(' ', l))!).ToList();
        _faults.AddRange(await new StoreInvariants(_database).FindAsync(acknowledged, Lines("refused").Select(l => l[1])));

        // The row of a transaction of the writer's own, and the events that it has appended.
        _faults.AddRange((await RowsAsync(
            $"""
            SELECT coalesce(o.batch, e.batch) || CASE WHEN o.batch IS NULL THEN ' has events and no row' ELSE ' has a row and no events' END
            FROM (SELECT DISTINCT split_part(payload ->> 0, '{MixedLoad.Share}', 1) AS batch FROM eventsourcing.events WHERE payload ->> 0 LIKE '{OutsideWriter.Joined}%') e
            FULL JOIN own o ON o.batch = e.batch WHERE o.batch IS NULL OR e.batch IS NULL
            """)).Take(10));
        var imported = Lines("imported").SelectMany(l => Enumerable.Range(0, int.Parse(l[2], CultureInfo.InvariantCulture)).Select(i => string.Create(CultureInfo.InvariantCulture, $"{l[1]}.{i}"))).ToList();
        var there = await new StoreInvariants(_database).CountAsync(imported);
        if (there != imported.Count) _faults.Add($"{imported.Count} events were imported, and {there} of them are stored");
        await FindConditionsAsync();
        foreach (var filter in Filters) await FindFollowedAsync(filter);
    }

    // Between what a condition had seen and where its append lies, nothing has what it excludes.
    private async Task FindConditionsAsync()
    {
        var conditions = Lines("condition").ToList();
        await using var command = _source.CreateCommand(
            """
            SELECT c.tag || ' at ' || t.position || ' lies between ' || c.after || ' and ' || c.position
            FROM unnest($1, $2, $3) AS c (tag, after, position) JOIN eventsourcing.event_tags t ON t.tag = c.tag AND t.position > c.after AND t.position < c.position
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. conditions.Select(c => c[1])] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. conditions.Select(c => long.Parse(c[2], CultureInfo.InvariantCulture))] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. conditions.Select(c => long.Parse(c[3], CultureInfo.InvariantCulture))] });
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) _faults.Add($"an append on a condition was stored all the same: {reader.GetString(0)}");
    }

    private async Task FindFollowedAsync(string filter)
    {
        var (stored, given) = (await FeedAsync(filter), FollowLog.Read(LogOf(filter)).Given);
        if (given.SequenceEqual(stored)) return;
        var twice = given.Count - given.Distinct().Count();
        var ordered = given.Zip(given.Skip(1)).All(p => p.First < p.Second);
        _faults.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"the follower '{filter}' was given {given.Count} of {stored.Count} events, {twice} of them twice{(ordered ? "" : ", not in order")}; not given: {string.Join(", ", stored.Except(given).Take(10))}; given and not stored: {string.Join(", ", given.Except(stored).Take(10))}"));
    }

    private async Task<List<long>> FeedAsync(string filter) =>
        [.. (await RowsAsync($"SELECT e.position::text FROM eventsourcing.events e JOIN eventsourcing.streams s ON s.id = e.stream JOIN eventsourcing.event_types t ON t.id = e.type WHERE {Condition(filter)} ORDER BY e.position"))
            .Select(p => long.Parse(p, CultureInfo.InvariantCulture))];

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The tests write their own SQL.")]
    private async Task<List<string>> RowsAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}

using System.Text;
using EventSourcing.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>
/// The statements that read a part of the feed: one for each combination of filters. Each is driven by one index, and its shape leaves the server's planner no choice that would read the
/// whole table: a lookup that must be repeated for each row is a LATERAL behind OFFSET 0, which is never turned into a join.
/// </summary>
/// <param name="names">The names of the schema.</param>
/// <param name="payloadType">How payloads are stored.</param>
/// <param name="partitions">How many parts the events have; 0 for none.</param>
internal sealed class PostgreSqlFeedQueries(PostgreSqlNames names, PostgreSqlPayloadType payloadType, int partitions)
{
    // A step for each of them in each page; for more, the window of a page bounds what it costs.
    private const int MostDrivingTypes = 64;

    private const int WithTypes = 1;
    private const int WithTenant = 2;
    private const int WithOccurredFrom = 4;
    private const int WithoutArchived = 8;
    private const int WithTags = 16;
    private const int DrivenByTypes = 32;
    private const int DrivenByPositions = 64;

    private readonly string?[] _texts = new string?[128];

    /// <summary>
    /// Whether the statement for a filter goes through just what passes, however sparse that is, and so needs no window: the index by type knows the positions, and no more of them are taken than
    /// there may be rows. Not where more is asked for, which only the rows can tell; and not where the events have parts, of which each would be asked for each position.
    /// </summary>
    /// <param name="filter">What passes.</param>
    /// <param name="tenant">The tenant that passes; <see langword="null"/> for all.</param>
    /// <param name="types">The numbers of the event types that pass; <see langword="null"/> for all.</param>
    public bool IsDrivenByTypes(FeedFilter filter, string? tenant, int[]? types) =>
        partitions == 0 && types is { Length: <= MostDrivingTypes } && ShapeOf(filter, tenant, types) == WithTypes;

    /// <summary>Adds the statement for a part of a reading.</summary>
    /// <param name="batch">What is sent.</param>
    /// <param name="filter">What passes.</param>
    /// <param name="tenant">The tenant that passes; <see langword="null"/> for all.</param>
    /// <param name="types">The numbers of the event types that pass; <see langword="null"/> for all.</param>
    /// <param name="after">Where the part begins, exclusive.</param>
    /// <param name="upTo">Where it ends, inclusive.</param>
    /// <param name="rows">How many rows at most.</param>
    /// <param name="isDense">Whether so much of what lies there is expected to pass that it is cheaper to go through all of it than to ask the index by type first.</param>
    public void Add(NpgsqlBatch batch, FeedFilter filter, string? tenant, int[]? types, long after, long upTo, int rows, bool isDense = false)
    {
        var shape = ShapeOf(filter, tenant, types) | (!IsDrivenByTypes(filter, tenant, types) ? 0 : isDense ? DrivenByPositions : DrivenByTypes);
        var parameters = batch.Add(_texts[shape] ??= Text(shape)).With(after).With(upTo).With((long)rows);
        if (types is not null) parameters.With(types, NpgsqlDbType.Array | NpgsqlDbType.Integer);
        if (tenant is not null) parameters.With(tenant);
        if (filter.OccurredFrom is { } from) parameters.With(from.UtcDateTime);
        if (filter.Tags is { } tags) AddTags(parameters, tags);
    }

    private static int ShapeOf(FeedFilter filter, string? tenant, int[]? types) =>
        (types is null ? 0 : WithTypes)
        | (tenant is null ? 0 : WithTenant)
        | (filter.OccurredFrom is null ? 0 : WithOccurredFrom)
        | (filter.SkipArchived ? WithoutArchived : 0)
        | (filter.Tags is null ? 0 : WithTags);

    private static void AddTags(NpgsqlParameterCollection parameters, TagFilter filter)
    {
        var (tags, criteria, needed) = (new List<string>(), new List<int>(), new List<long>());
        for (var i = 0; i < filter.AnyOf.Count; i++)
        {
            foreach (var tag in filter.AnyOf[i].Tags)
            {
                tags.Add(tag);
                criteria.Add(i);
                needed.Add(filter.AnyOf[i].Tags.Count);
            }
        }

        parameters
            .With(tags.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text)
            .With(criteria.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer)
            .With(needed.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Bigint);
    }

    private string Text(int shape)
    {
        var parameter = 3;
        var types = (shape & WithTypes) != 0 ? $"${++parameter}" : null;
        var conditions = new StringBuilder();
        if ((shape & WithTenant) != 0) conditions.Append($" AND e.tenant = ${++parameter}");
        if ((shape & WithOccurredFrom) != 0) conditions.Append($" AND e.occurred_at >= ${++parameter}");
        if ((shape & WithoutArchived) != 0) conditions.Append($" AND (SELECT s.state FROM {names.Streams} s WHERE s.id = e.stream) IS DISTINCT FROM 1");
        var columns = PostgreSqlRowBuffer.Columns(payloadType);
        if ((shape & DrivenByTypes) != 0) return ByTypes(columns, types!);

        // In this form the condition on the type is one that no index serves: the rows come in the order of their positions as they are.
        if ((shape & DrivenByPositions) != 0)
            return $"SELECT {columns} FROM {names.Events} e WHERE e.position > $1 AND e.position <= $2 AND (e.type = ANY({types})) IS NOT FALSE ORDER BY e.position LIMIT $3";
        if ((shape & WithTags) != 0)
        {
            if (types is not null) conditions.Append($" AND e.type = ANY({types})");
            return ByTags(columns, conditions.ToString(), parameter);
        }

        return types is null
            ? $"SELECT {columns} FROM {names.Events} e WHERE e.position > $1 AND e.position <= $2{conditions} ORDER BY e.position LIMIT $3"
            : $"""
              SELECT e.* FROM unnest({types}) AS w (type) CROSS JOIN LATERAL (
                  SELECT {columns} FROM {names.Events} e WHERE e.type = w.type AND e.position > $1 AND e.position <= $2{conditions} ORDER BY e.position LIMIT $3) e
              ORDER BY e.position LIMIT $3
              """;
    }

    // Positions from the index alone, then the rows of the first ones. Compared and ordered as pairs, only the index by type serves them: by position alone the planner would rather
    // read rows in their order on the disk, all of them, in the hope of many that pass.
    private string ByTypes(string columns, string types) =>
        $"""
        SELECT e.* FROM (
            SELECT t.position FROM unnest({types}) AS w (type) CROSS JOIN LATERAL (
                SELECT x.position FROM {names.Events} x WHERE (x.type, x.position) > (w.type, $1) AND (x.type, x.position) <= (w.type, $2) ORDER BY x.type, x.position LIMIT $3) t
            ORDER BY t.position LIMIT $3) c
        CROSS JOIN LATERAL (
            SELECT {columns} FROM {names.Events} e WHERE e.position = c.position OFFSET 0) e
        ORDER BY c.position
        """;

    // An event has to have all tags of one criterion: it is met where so many of its tags are found.
    private string ByTags(string columns, string conditions, int parameter) =>
        $"""
        SELECT e.* FROM (
            SELECT DISTINCT m.position FROM (
                SELECT t.position FROM unnest(${parameter + 1}, ${parameter + 2}, ${parameter + 3}) AS w (tag, criterion, needed) CROSS JOIN LATERAL (
                    SELECT x.position FROM {names.EventTags} x WHERE x.tag = w.tag AND x.position > $1 AND x.position <= $2 OFFSET 0) t
                GROUP BY w.criterion, w.needed, t.position HAVING count(*) = w.needed) m) c
        CROSS JOIN LATERAL (
            SELECT {columns} FROM {names.Events} e WHERE e.position = c.position{conditions} OFFSET 0) e
        ORDER BY c.position LIMIT $3
        """;
}

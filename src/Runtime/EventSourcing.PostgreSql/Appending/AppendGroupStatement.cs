using EventSourcing.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

using Request = GroupedRequest<AppendRequest, AppendResult>;

/// <summary>Writes a group of appends, each of which is stored or refused by itself.</summary>
internal sealed class AppendGroupStatement : AppendManyStatement
{
    // Claiming at once has a price of its own, which fewer than these do not bring in.
    private const int LeastAtOnce = 24;

    private readonly NpgsqlParameter<bool> _atOnce;

    public AppendGroupStatement(PostgreSqlNames names, PostgreSqlStoreInfo info, bool prepare, string? savepoint = null)
        : base(info, prepare, savepoint)
    {
        _atOnce = Add(new NpgsqlParameter<bool> { NpgsqlDbType = NpgsqlDbType.Boolean });
        Text = Call(AppendFunctions.Group(names));
    }

    /// <summary>Sets the parameters.</summary>
    /// <param name="info">What the store is.</param>
    /// <param name="requests">The appends, all with one scope.</param>
    /// <param name="types">The numbers of the event types, all of them known.</param>
    public void Set(PostgreSqlStoreInfo info, IReadOnlyList<Request> requests, PostgreSqlEventTypes types)
    {
        Begin(info, requests[0].Request.Scope);
        Fill(requests, static r => r.Request.Append, types, excludedTags: []);
        _atOnce.TypedValue = requests.Count >= LeastAtOnce && AreSinglesToExistingStreams;
    }

    /// <summary>Sets the parameters for one append.</summary>
    /// <param name="info">What the store is.</param>
    /// <param name="request">The append.</param>
    /// <param name="types">The numbers of the event types, all of them known.</param>
    public void Set(PostgreSqlStoreInfo info, AppendRequest request, PostgreSqlEventTypes types)
    {
        Begin(info, request.Scope);
        Fill([request.Append], static a => a, types, excludedTags: []);
        _atOnce.TypedValue = false;
    }
}

using EventSourcing.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>Writes one event without tags: what a lone caller does most.</summary>
internal sealed class AppendOneStatement : AppendStatement
{
    private readonly NpgsqlParameter<string> _category;
    private readonly NpgsqlParameter<string> _key;
    private readonly NpgsqlParameter<long> _expected;
    private readonly NpgsqlParameter<int> _type;
    private readonly NpgsqlParameter<Guid> _id;
    private readonly NpgsqlParameter<string?> _tenant;
    private readonly NpgsqlParameter<long> _occurred;
    private readonly NpgsqlParameter<byte[]?> _details;
    private readonly NpgsqlParameter<byte[]> _payload;
    private AppendOutcome _outcome;

    public AppendOneStatement(PostgreSqlNames names, PostgreSqlStoreInfo info, bool prepare, string? savepoint = null)
        : base(prepare, savepoint)
    {
        _category = Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text });
        _key = Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text });
        _expected = Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint });
        _type = Add(new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer });
        _id = Add(new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid });
        _tenant = Add(new NpgsqlParameter<string?> { NpgsqlDbType = NpgsqlDbType.Text });
        _occurred = Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.TimestampTz });
        _details = Add(new NpgsqlParameter<byte[]?> { NpgsqlDbType = NpgsqlDbType.Json });
        _payload = Add(new NpgsqlParameter<byte[]> { NpgsqlDbType = PayloadType(info) });
        Text = Call(AppendFunctions.One(names));
    }

    /// <summary>Sets the parameters.</summary>
    public void Set(PostgreSqlStoreInfo info, AppendRequest request, PostgreSqlEventTypes types)
    {
        SetHead(info, request.Scope);
        var append = request.Append;
        var @event = append.EventSpan[0];
        types.TryGetId(append.Stream.Category, @event.Descriptor, out var type);
        _category.TypedValue = append.Stream.Category;
        _key.TypedValue = append.Stream.Key;
        _expected.TypedValue = Code(append.Expected);
        _type.TypedValue = type;
        _id.TypedValue = @event.Metadata.EventId;
        _tenant.TypedValue = @event.Metadata.Tenant;
        _occurred.TypedValue = Timestamp(@event.Metadata.OccurredAt);
        _details.TypedValue = @event.DetailsArray;
        _payload.TypedValue = @event.PayloadArray;
    }

    public override AppendOutcome Outcome(int index) => _outcome;

    protected override void Read(NpgsqlDataReader row)
    {
        var status = (AppendStatus)row.GetInt32(0);
        var position = status == AppendStatus.Stored ? row.GetInt64(2) : 0;
        _outcome = new AppendOutcome(status, row.GetInt64(1), position, position);
    }
}

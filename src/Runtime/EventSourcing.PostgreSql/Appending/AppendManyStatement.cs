using EventSourcing.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>
/// Writes any number of appends. They claim their streams in one order for all writers, so that none waits for one that waits for it; versions and positions follow the order given.
/// </summary>
internal abstract class AppendManyStatement : AppendStatement
{
    private static readonly Comparison<(StreamId Stream, int Index)> ByStream = static (a, b) =>
    {
        var order = string.CompareOrdinal(a.Stream.Category, b.Stream.Category);
        if (order == 0) order = string.CompareOrdinal(a.Stream.Key, b.Stream.Key);
        return order != 0 ? order : a.Index.CompareTo(b.Index);
    };

    private readonly List<(StreamId Stream, int Index)> _order = [];
    private readonly List<int> _claims = [];
    private readonly List<int> _counts;
    private readonly List<string> _categories;
    private readonly List<string> _keys;
    private readonly List<long> _expected;
    private readonly OptionalList<string> _streamTenants;
    private readonly List<int> _appends;
    private readonly List<int> _offsets;
    private readonly List<int> _types;
    private readonly List<Guid> _ids;
    private readonly OptionalList<string> _tenants;
    private readonly List<long> _occurred;
    private readonly OptionalList<byte[]> _details;
    private readonly List<byte[]> _payloads;
    private readonly NpgsqlParameter<List<int>?> _tagLocks;
    private readonly List<int> _tagEvents;
    private readonly NpgsqlParameter<List<string>?> _tagsParameter;
    private readonly List<string> _tags = [];
    private readonly List<AppendOutcome> _outcomes = [];

    protected AppendManyStatement(PostgreSqlStoreInfo info, bool prepare, string? savepoint = null)
        : base(prepare, savepoint)
    {
        _categories = AddList<string>(NpgsqlDbType.Text);
        _keys = AddList<string>(NpgsqlDbType.Text);
        _expected = AddList<long>(NpgsqlDbType.Bigint);
        _counts = AddList<int>(NpgsqlDbType.Integer);
        _streamTenants = AddOptional<string>(NpgsqlDbType.Text);
        _appends = AddList<int>(NpgsqlDbType.Integer);
        _offsets = AddList<int>(NpgsqlDbType.Integer);
        _types = AddList<int>(NpgsqlDbType.Integer);
        _ids = AddList<Guid>(NpgsqlDbType.Uuid);
        _tenants = AddOptional<string>(NpgsqlDbType.Text);
        _occurred = AddList<long>(NpgsqlDbType.TimestampTz);
        _details = AddOptional<byte[]>(NpgsqlDbType.Json);
        _payloads = AddList<byte[]>(PayloadType(info));
        _tagLocks = Add(new NpgsqlParameter<List<int>?> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        _tagEvents = AddList<int>(NpgsqlDbType.Integer);
        _tagsParameter = Add(new NpgsqlParameter<List<string>?> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }

    /// <summary>How long the server has worked on what was sent last, without the commit and the way there and back.</summary>
    public TimeSpan Executing { get; private set; }

    /// <summary>Whether each append has one event, no two go to one stream, and none is to begin its stream.</summary>
    protected bool AreSinglesToExistingStreams { get; private set; }

    public override AppendOutcome Outcome(int index) => _outcomes[index];

    /// <summary>Forgets what was written before, and begins anew.</summary>
    protected void Begin(PostgreSqlStoreInfo info, string? scope)
    {
        SetHead(info, scope);
        foreach (var list in (ReadOnlySpan<List<int>>)[_claims, _counts, _appends, _offsets, _types, _tagEvents]) list.Clear();
        _order.Clear();
        _categories.Clear();
        _keys.Clear();
        _expected.Clear();
        _streamTenants.Clear();
        _ids.Clear();
        _tenants.Clear();
        _occurred.Clear();
        _details.Clear();
        _payloads.Clear();
        _tags.Clear();
        _outcomes.Clear();
    }

    /// <summary>Sets the parameters.</summary>
    /// <param name="appends">What is written.</param>
    /// <param name="append">How to come from one of them to its append.</param>
    /// <param name="types">The numbers of the event types, all of them known.</param>
    /// <param name="excludedTags">The tags of a condition.</param>
    protected void Fill<T>(IReadOnlyList<T> appends, Func<T, PreparedAppend> append, PostgreSqlEventTypes types, IReadOnlyCollection<string> excludedTags)
    {
        for (var i = 0; i < appends.Count; i++)
        {
            _order.Add((append(appends[i]).Stream, i));
            _claims.Add(0);
        }

        _order.Sort(ByStream);
        var singles = true;
        for (var claim = 0; claim < _order.Count; claim++)
        {
            var claimed = append(appends[_order[claim].Index]);
            _claims[_order[claim].Index] = claim;
            _categories.Add(claimed.Stream.Category);
            _keys.Add(claimed.Stream.Key);
            _expected.Add(Code(claimed.Expected));
            _counts.Add(claimed.Events.Count);
            _streamTenants.Add(claimed.EventSpan[0].Metadata.Tenant);
            singles &= claimed.EventSpan.Length == 1 && _expected[claim] != 0 && (claim == 0 || _order[claim].Stream != _order[claim - 1].Stream);
        }

        AreSinglesToExistingStreams = singles;

        for (var i = 0; i < appends.Count; i++) AddEvents(append(appends[i]), _claims[i] + 1, types);
        _streamTenants.Set();
        _tenants.Set();
        _details.Set();
        _tagsParameter.TypedValue = _tags.Count > 0 ? _tags : null;
        _tagLocks.TypedValue = TagLocks.Of(_tags, excludedTags);
    }

    protected override void Read(NpgsqlDataReader row)
    {
        var (statuses, versions) = (row.GetFieldValue<int[]>(0), row.GetFieldValue<long[]>(1));
        var positions = row.IsDBNull(2) ? [] : row.GetFieldValue<long?[]>(2);
        Executing = TimeSpan.FromMicroseconds(row.GetInt32(3));
        var first = 0;
        foreach (var claim in _claims)
        {
            var (status, count) = ((AppendStatus)statuses[claim], _counts[claim]);
            _outcomes.Add(status == AppendStatus.Stored && positions.Length > 0
                ? new AppendOutcome(status, versions[claim], positions[first]!.Value, positions[first + count - 1]!.Value)
                : new AppendOutcome(status, versions[claim], 0, 0));
            first += count;
        }
    }

    protected List<T> AddList<T>(NpgsqlDbType type)
    {
        var list = new List<T>();
        Add(new NpgsqlParameter<List<T>> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = list });
        return list;
    }

    private OptionalList<T> AddOptional<T>(NpgsqlDbType type)
        where T : class => new(Add(new NpgsqlParameter<List<T?>?> { NpgsqlDbType = NpgsqlDbType.Array | type }));

    private void AddEvents(PreparedAppend append, int claim, PostgreSqlEventTypes types)
    {
        var offset = 0;
        foreach (var @event in append.EventSpan)
        {
            types.TryGetId(append.Stream.Category, @event.Descriptor, out var type);
            _appends.Add(claim);
            _offsets.Add(++offset);
            _types.Add(type);
            _ids.Add(@event.Metadata.EventId);
            _tenants.Add(@event.Metadata.Tenant);
            _occurred.Add(Timestamp(@event.Metadata.OccurredAt));
            _details.Add(@event.DetailsArray);
            _payloads.Add(@event.PayloadArray);
            foreach (var tag in @event.Metadata.Tags)
            {
                _tagEvents.Add(_ids.Count);
                _tags.Add(tag);
            }
        }
    }
}

using EventSourcing.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>Writes to one or several streams, all or nothing, if a condition is met.</summary>
internal sealed class AppendWholeStatement : AppendManyStatement
{
    private readonly NpgsqlParameter<long> _after;
    private readonly List<string> _criterionTags;
    private readonly NpgsqlParameter<List<int>?> _criterionTagEnds;
    private readonly List<int> _tagEnds = [];
    private readonly List<int> _excludedTypes;
    private readonly List<int> _excludedTypeEnds;
    private (long Position, int Type)? _match;

    public AppendWholeStatement(PostgreSqlNames names, PostgreSqlStoreInfo info, bool prepare, string? savepoint = null)
        : base(info, prepare, savepoint)
    {
        _after = Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint });
        _criterionTags = AddList<string>(NpgsqlDbType.Text);
        _criterionTagEnds = Add(new NpgsqlParameter<List<int>?> { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        _excludedTypes = AddList<int>(NpgsqlDbType.Integer);
        _excludedTypeEnds = AddList<int>(NpgsqlDbType.Integer);
        Text = Call(AppendFunctions.Whole(names));
    }

    public override (long Position, int Type)? Match => _match;

    /// <summary>Sets the parameters.</summary>
    public void Set(PostgreSqlStoreInfo info, PreparedAtomicAppend append, string? scope, PostgreSqlEventTypes types)
    {
        Begin(info, scope);
        _criterionTags.Clear();
        _tagEnds.Clear();
        _excludedTypes.Clear();
        _excludedTypeEnds.Clear();
        foreach (var criterion in append.NoneOf?.AnyOf ?? [])
        {
            // Nothing has one of no names.
            if (criterion.Names is { StoredNames.Count: 0 }) continue;
            _criterionTags.AddRange(criterion.Tags);
            _tagEnds.Add(_criterionTags.Count);

            // What may not count is named, and not what may: a type that somebody adds meanwhile counts then.
            if (criterion.Names is { } names) _excludedTypes.AddRange(types.Known.Where(t => !names.MayPass(t.Name, t.SchemaVersion)).Select(t => t.Id));
            _excludedTypeEnds.Add(_excludedTypes.Count);
        }

        _after.TypedValue = append.Condition?.After?.Value ?? 0;
        _criterionTagEnds.TypedValue = _tagEnds.Count > 0 ? _tagEnds : null;
        Fill(append.Appends, static a => a, types, _criterionTags);
    }

    protected override void Read(NpgsqlDataReader row)
    {
        base.Read(row);
        _match = row.IsDBNull(4) ? null : (row.GetInt64(4), row.GetInt32(5));
    }
}

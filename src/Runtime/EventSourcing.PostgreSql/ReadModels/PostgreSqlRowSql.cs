using System.Globalization;
using EventSourcing.ReadModels;
using Npgsql;

namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>Writes one statement for PostgreSQL, with its parameters.</summary>
internal sealed class PostgreSqlRowSql(PostgreSqlRowDialect dialect) : RowSqlWriter(dialect)
{
    private readonly List<NpgsqlParameter> _parameters = [];

    public IReadOnlyList<NpgsqlParameter> Parameters => _parameters;

    public override RowSqlWriter Value(ReadModelColumn column, ReadModelValue value) => Parameter(PostgreSqlRowValues.Parameter(column.Kind, value));

    public PostgreSqlRowSql Parameter(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        Append(string.Create(CultureInfo.InvariantCulture, $"${_parameters.Count}"));
        return this;
    }

    /// <summary>Adds that a row's key is one of some.</summary>
    public PostgreSqlRowSql Keys(ReadModelMapping mapping, IReadOnlyList<RowKey> keys)
    {
        ReadModelColumn[] columns = [.. mapping.KeyColumns];
        if (columns.Length == 1)
        {
            AppendIn(columns[0], [.. keys.Select(k => k[0])], negated: false);
            return this;
        }

        Append("(").Append(string.Join(", ", columns.Select(Dialect.Compared))).Append(") IN (SELECT * FROM unnest(");
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0) Append(", ");
            Parameter(PostgreSqlRowValues.Parameter(columns[i], [.. keys.Select(k => k[i])])).Append($"::{PostgreSqlRowDialect.BareType(columns[i].Kind)}[]");
        }

        Append("))");
        return this;
    }

    protected override void AppendIn(ReadModelColumn column, IReadOnlyList<ReadModelValue> values, bool negated)
    {
        Append(Dialect.Compared(column)).Append(negated ? " <> ALL (" : " = ANY (");
        Parameter(PostgreSqlRowValues.Parameter(column, values)).Append(")");
    }

    protected override RowSqlWriter Limit(int limit) => Parameter(new NpgsqlParameter<long> { TypedValue = limit });
}

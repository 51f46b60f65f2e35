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

    /// <summary>Adds keys as rows that can be joined with, <c>k</c>, and where a row of the table has one of them.</summary>
    public PostgreSqlRowSql KeyRows(ReadModelMapping mapping, IReadOnlyList<RowKey> keys)
    {
        ReadModelColumn[] columns = [.. mapping.KeyColumns];
        Append("unnest(");
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0) Append(", ");
            Parameter(PostgreSqlRowValues.Parameter(columns[i], [.. keys.Select(k => k[i])])).Append($"::{PostgreSqlRowDialect.BareType(columns[i].Kind)}[]");
        }

        Append($") AS k ({string.Join(", ", columns.Select((_, i) => KeyColumn(i)))})");
        return this;
    }

    /// <summary>Adds that a row's key is that of <see cref="KeyRows"/>.</summary>
    public PostgreSqlRowSql HasKey(ReadModelMapping mapping)
    {
        Append(string.Join(" AND ", mapping.KeyColumns.Select((column, i) => $"t.{Dialect.Compared(column)} = k.{KeyColumn(i)}")));
        return this;
    }

    protected override void AppendIn(ReadModelColumn column, IReadOnlyList<ReadModelValue> values, bool negated)
    {
        Append(Dialect.Compared(column)).Append(negated ? " <> ALL (" : " = ANY (");
        Parameter(PostgreSqlRowValues.Parameter(column, values)).Append(")");
    }

    private static string KeyColumn(int index) => string.Create(CultureInfo.InvariantCulture, $"k{index + 1}");

    protected override RowSqlWriter Limit(int limit) => Parameter(new NpgsqlParameter<long> { TypedValue = limit });
}

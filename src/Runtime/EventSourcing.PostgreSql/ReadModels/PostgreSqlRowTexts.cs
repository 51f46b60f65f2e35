using System.Globalization;
using System.Runtime.CompilerServices;
using EventSourcing.ReadModels;

namespace EventSourcing.PostgreSql.ReadModels;

/// <summary>The statements of a table that write rows. Their parameters are the columns in the order of the mapping.</summary>
internal sealed class PostgreSqlRowTexts
{
    private readonly ConditionalWeakTable<ReadModelMapping, Texts> _known = [];
    private readonly PostgreSqlRowDialect _dialect;

    public PostgreSqlRowTexts(PostgreSqlRowDialect dialect) => _dialect = dialect;

    public Texts Of(ReadModelMapping mapping) => _known.GetValue(mapping, m => new Texts(m, _dialect));

    internal sealed class Texts
    {
        public Texts(ReadModelMapping mapping, PostgreSqlRowDialect dialect)
        {
            var into = $"INSERT INTO {dialect.TableName(mapping.Table)} ({RowDialect.ColumnList(mapping)}) ";
            var values = $"VALUES ({string.Join(", ", mapping.Columns.Select((_, i) => Number(i)))}) ";
            var arrays = string.Join(", ", mapping.Columns.Select((c, i) => $"{Number(i)}::{PostgreSqlRowDialect.BareType(c.Kind)}[]"));
            UpsertOne = into + values + dialect.OnConflict(mapping);
            UpsertMany = $"{into}SELECT * FROM unnest({arrays}) {dialect.OnConflict(mapping)}";
            Insert = $"{into}{values}ON CONFLICT DO NOTHING";
        }

        public string UpsertOne { get; }

        public string UpsertMany { get; }

        public string Insert { get; }

        private static string Number(int index) => string.Create(CultureInfo.InvariantCulture, $"${index + 1}");
    }
}

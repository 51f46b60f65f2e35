namespace EventSourcing.ReadModels;

/// <summary>How a database writes what all of them can say.</summary>
internal abstract class RowDialect
{
    /// <summary>A table's name, quoted, with its schema where it has one.</summary>
    public abstract string TableName(string table);

    /// <summary>The type of a column, as the database itself names it.</summary>
    public abstract string TypeOf(ReadModelColumn column);

    /// <summary>A column as it is compared and ordered, in queries, keys and indexes: with what makes the order that of every store.</summary>
    public virtual string Compared(ReadModelColumn column) => Quoted(column.Name);

    /// <summary>A column in an index.</summary>
    public virtual string Indexed(ReadModelColumn column) => Compared(column);

    /// <summary>A column in the order of a query.</summary>
    public virtual string Ordered(ReadModelColumn column, bool descending) => descending ? $"{Compared(column)} DESC" : Compared(column);

    /// <summary>What stands behind the definition of a table.</summary>
    public virtual string TableSuffix(ReadModelMapping mapping) => "";

    /// <summary>The default of a required column that is added to an empty table, where the database demands one; it is never used.</summary>
    public virtual string AddedDefault(ReadModelColumn column) => "";

    // The names are of the form that RowNames demands: there is no quote in them.
    public static string Quoted(string name) => $"\"{name}\"";

    /// <summary>The definition of a column.</summary>
    public string Definition(ReadModelColumn column) => $"{Quoted(column.Name)} {TypeOf(column)}{(column.IsNullable ? "" : " NOT NULL")}";

    /// <summary>The statement that makes a table.</summary>
    public string CreateTable(ReadModelMapping mapping) =>
        $"""
        CREATE TABLE IF NOT EXISTS {TableName(mapping.Table)} (
            {string.Join($",{Environment.NewLine}    ", mapping.Columns.Select(Definition))},
            PRIMARY KEY ({string.Join(", ", mapping.KeyColumns.Select(Compared))})
        ){TableSuffix(mapping)}
        """;

    /// <summary>The statement that adds a column.</summary>
    public string AddColumn(ReadModelMapping mapping, ReadModelColumn column) => $"ALTER TABLE {TableName(mapping.Table)} ADD COLUMN {Definition(column)}{(column.IsNullable ? "" : AddedDefault(column))}";

    /// <summary>The columns of an index, as its definition has them.</summary>
    public string IndexColumns(ReadModelMapping mapping, ReadModelIndex index) => string.Join(", ", index.Columns.Select(name => Indexed(mapping.Columns.First(c => c.Name == name))));

    /// <summary>All columns, in the order of the mapping.</summary>
    public static string ColumnList(ReadModelMapping mapping) => string.Join(", ", mapping.Columns.Select(c => Quoted(c.Name)));

    /// <summary>What an upsert does where the key is there.</summary>
    public string OnConflict(ReadModelMapping mapping)
    {
        var assignments = mapping.Columns.Where((_, i) => !mapping.KeyOrdinals.Contains(i)).Select(c =>
        {
            var name = Quoted(c.Name);
            return c == mapping.VersionColumn ? $"{name} = {TableName(mapping.Table)}.{name} + excluded.{name}" : $"{name} = excluded.{name}";
        });
        var set = string.Join(", ", assignments);
        return $"ON CONFLICT ({string.Join(", ", mapping.KeyColumns.Select(Compared))}) DO {(set.Length == 0 ? "NOTHING" : $"UPDATE SET {set}")}";
    }
}

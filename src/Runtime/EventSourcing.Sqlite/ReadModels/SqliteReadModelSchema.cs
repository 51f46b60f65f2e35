using EventSourcing.ReadModels;

namespace EventSourcing.Sqlite.ReadModels;

/// <summary>The tables of read models in a file.</summary>
internal sealed class SqliteReadModelSchema(SqliteFile file) : IReadModelSchema
{
    private static readonly SqliteRowDialect Dialect = SqliteRowDialect.Instance;

    public async ValueTask<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken = default)
    {
        // Most often all is there, and nobody who writes has to be waited for.
        if ((await VerifyAsync(mappings, cancellationToken).ConfigureAwait(false)).Count == 0) return [];
        return await file.WriteAsync("Making the tables of read models", mappings, Apply, ended: null, " Whether it was done is unknown: do it again.", cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<string>> VerifyAsync(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        return file.ReadAsync(
            "Comparing the tables of read models",
            mappings,
            static (session, mappings) => (IReadOnlyList<string>)[.. mappings.Select(m => Compare(session, m)).SelectMany(r => r.Differences.Concat(r.Additions))],
            cancellationToken);
    }

    public string Script(IReadOnlyList<ReadModelMapping> mappings)
    {
        ArgumentNullException.ThrowIfNull(mappings);
        return string.Concat(mappings.SelectMany(m => (string[])[Dialect.CreateTable(m), .. m.Indexes.Select(i => CreateIndex(m, i, IndexName(m, i), ifAbsent: true))]).Select(sql => $"{sql};{Environment.NewLine}"));
    }

    private static IReadOnlyList<string> Apply(SqliteSession session, IReadOnlyList<ReadModelMapping> mappings)
    {
        var done = new List<string>();
        foreach (var mapping in mappings)
        {
            var found = Compare(session, mapping);
            found.RequireAddable();
            if (found.IsMissing) session.Run(Dialect.CreateTable(mapping));
            foreach (var column in found.Columns) session.Run(Dialect.AddColumn(mapping, column));
            foreach (var index in found.Indexes) session.Run(CreateIndex(mapping, index, FreeName(session, IndexName(mapping, index)), ifAbsent: false));
            done.AddRange(found.Additions);
        }

        return done;
    }

    private static RowReconciliation Compare(SqliteSession session, ReadModelMapping mapping) => RowReconciliation.Of(mapping, Read(session, mapping), Dialect);

    private static StoredTable? Read(SqliteSession session, ReadModelMapping mapping)
    {
        var table = mapping.Table;
        var (columns, key) = (new List<StoredColumn>(), new SortedDictionary<long, string>());
        using (var info = new SqliteStatement(session.Database, $"SELECT name, type, \"notnull\", dflt_value IS NOT NULL, pk FROM pragma_table_info('{table}')"))
        {
            while (info.Step())
            {
                columns.Add(new StoredColumn(info.Text(0), info.Text(1), info.Int64(2) == 0, info.Int64(3) != 0));
                if (info.Int64(4) > 0) key.Add(info.Int64(4), info.Text(0));
            }
        }

        if (columns.Count == 0) return null;
        var indexes = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var info = new SqliteStatement(session.Database, $"SELECT l.name, i.name, i.coll FROM pragma_index_list('{table}') l, pragma_index_xinfo(l.name) i WHERE i.key AND NOT l.partial ORDER BY l.name, i.seqno"))
        {
            while (info.Step())
            {
                var (index, column) = (info.Text(0), info.IsNull(1) ? "(expression)" : RowDialect.Quoted(info.Text(1)));
                if (info.Text(2) != "BINARY") column += $" COLLATE {info.Text(2)}";
                indexes[index] = indexes.TryGetValue(index, out var before) ? $"{before}, {column}" : column;
            }
        }

        return new StoredTable(columns, [.. key.Values], [.. indexes.Values], session.Run($"SELECT 1 FROM {RowDialect.Quoted(table)} LIMIT 1") is null);
    }

    private static string CreateIndex(ReadModelMapping mapping, ReadModelIndex index, string name, bool ifAbsent) =>
        $"CREATE INDEX {(ifAbsent ? "IF NOT EXISTS " : "")}{RowDialect.Quoted(name)} ON {Dialect.TableName(mapping.Table)} ({Dialect.IndexColumns(mapping, index)})";

    private static string IndexName(ReadModelMapping mapping, ReadModelIndex index) => $"{mapping.Table}_by_{string.Join('_', index.Columns)}";

    // A table that was renamed has taken its indexes along, with their names.
    private static string FreeName(SqliteSession session, string name)
    {
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : $"{name}_{number}";
            if (session.Run($"SELECT 1 FROM sqlite_master WHERE name = '{candidate}'") is null) return candidate;
        }
    }
}

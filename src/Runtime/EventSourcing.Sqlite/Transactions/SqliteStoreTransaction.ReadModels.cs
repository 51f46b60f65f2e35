using EventSourcing.ReadModels;
using EventSourcing.Sqlite.ReadModels;

namespace EventSourcing.Sqlite;

/// <content>Read models within the transaction.</content>
internal sealed partial class SqliteStoreTransaction
{
    private RowSession? _rows;

    public override IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        using var use = Use();
        return Rows.Open(mapping);
    }

    protected override RowSession Rows => _rows ??= new RowSession(new SqliteRowPort(Session, file.Sessions.File, lose: Lose), this);

    protected override ValueTask<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(Do("Listing the tables of read models", 0, static (session, _) => (IReadOnlyList<string>)ListTables(session)));

    protected override ValueTask<IReadOnlyList<string>> AttachmentsAsync(string table, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Do($"Looking for triggers of the table '{table}'", table, static (session, table) => (IReadOnlyList<string>)ListTriggers(session, table)));

    protected override ValueTask<bool> DropAsync(string table, CancellationToken cancellationToken) => ValueTask.FromResult(Do($"Dropping the table '{table}'", table, Drop));

    protected override ValueTask ReplaceAsync(string table, string by, string? keepAs, CancellationToken cancellationToken)
    {
        Do($"Putting the table '{by}' in the place of '{table}'", (table, by, keepAs), static (session, q) =>
        {
            if (q.keepAs is null) Drop(session, q.table);
            else if (Exists(session, q.table)) Rename(session, q.table, q.keepAs);
            Rename(session, q.by, q.table);
            return true;
        });
        return ValueTask.CompletedTask;
    }

    private static List<string> ListTables(SqliteSession session)
    {
        using var statement = new SqliteStatement(session.Database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        var names = new List<string>();
        while (statement.Step()) names.Add(statement.Text(0));
        return names;
    }

    private static List<string> ListTriggers(SqliteSession session, string table)
    {
        using var statement = new SqliteStatement(session.Database, $"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}' ORDER BY name");
        var names = new List<string>();
        while (statement.Step()) names.Add($"the trigger \"{statement.Text(0)}\"");
        return names;
    }

    private static bool Exists(SqliteSession session, string table) => session.Run($"SELECT name FROM sqlite_master WHERE type = 'table' AND name = '{table}'") is not null;

    private static bool Drop(SqliteSession session, string table)
    {
        if (!Exists(session, table)) return false;
        session.Run($"DROP TABLE {RowDialect.Quoted(table)}");
        return true;
    }

    // As of old: views go by the names of tables, and are neither rewritten nor checked while one of the names is missing.
    private static void Rename(SqliteSession session, string table, string name)
    {
        session.Run("PRAGMA legacy_alter_table = ON");
        try
        {
            session.Run($"ALTER TABLE {RowDialect.Quoted(table)} RENAME TO {RowDialect.Quoted(name)}");
        }
        finally
        {
            session.Run("PRAGMA legacy_alter_table = OFF");
        }
    }
}

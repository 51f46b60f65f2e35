using System.Text;
using EventSourcing.Sqlite.ReadModels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EventSourcing.Sqlite;

/// <summary>One connection with its prepared statements. One thread uses it at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private static readonly SqliteQuery BeginImmediate = new("BEGIN IMMEDIATE");
    private static readonly SqliteQuery CommitTransaction = new("COMMIT");
    private static readonly SqliteQuery WriteNothing = new("UPDATE es_store SET id = id WHERE 0");
    private static readonly SqliteQuery RollbackTransaction = new("ROLLBACK");

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    // What queries of read models are made of: their texts are many, and few of them come often.
    private const int MostTexts = 200;

    private readonly Dictionary<string, SqliteStatement> _texts = new(StringComparer.Ordinal);
    private SqliteStatement?[] _statements = [];
    private byte[] _internedBytes = [];
    private string _interned = "";

    private SqliteSession(SqliteConnection connection)
    {
        _connection = connection;
        _database = connection.Handle!;
    }

    /// <summary>The connection, for SQL of a user's.</summary>
    public SqliteConnection Connection => _connection;

    /// <summary>SQLite's own handle.</summary>
    public sqlite3 Database => _database;

    /// <summary>Set where the connection's state is in doubt: it is not used again.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>The position of the event that was inserted last.</summary>
    public long LastInsertedRow => raw.sqlite3_last_insert_rowid(_database);

    public static SqliteSession Open(string connectionString, SqliteSynchronous synchronous)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);

            // Waiting is ours: without a blocked thread, and until the caller cancels.
            raw.sqlite3_busy_timeout(session._database, 0);
            if (SqliteDecimals.Register(session._database) is var code && code != raw.SQLITE_OK) throw SqliteStatement.Fault(session._database, code);
            session.Run(synchronous == SqliteSynchronous.Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The statement of a query, prepared once.</summary>
    public SqliteStatement Get(SqliteQuery query)
    {
        if (query.Slot >= _statements.Length) Array.Resize(ref _statements, query.Slot + 8);
        return _statements[query.Slot] ??= new SqliteStatement(_database, query.Text);
    }

    /// <summary>The statement of a text that was put together, prepared unless it was lately.</summary>
    public SqliteStatement Get(string text)
    {
        if (_texts.TryGetValue(text, out var known)) return known;
        if (_texts.Count >= MostTexts) ForgetTexts();
        var statement = new SqliteStatement(_database, text);
        _texts.Add(text, statement);
        return statement;
    }

    /// <summary>Runs a text that is used once, and gives the first column of its first row as text.</summary>
    public string? Run(string text)
    {
        using var statement = new SqliteStatement(_database, text);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>The text of some bytes: the same string as the last time, where the bytes are the same. Tenants come in runs.</summary>
    public string Intern(ReadOnlySpan<byte> utf8)
    {
        if (utf8.SequenceEqual(_internedBytes)) return _interned;
        _internedBytes = utf8.ToArray();
        return _interned = Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Runs a statement that changes rows.</summary>
    /// <returns>How many rows it has changed.</returns>
    public int Change(SqliteStatement statement)
    {
        statement.Execute();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>
    /// Begins a transaction of ADO.NET, which commands of others on the connection belong to. It takes no lock yet: SQLite's provider would wait for it with a blocked thread.
    /// </summary>
    public SqliteTransaction BeginDeferred() => _connection.BeginTransaction(deferred: true);

    /// <summary>Takes the write lock, without which the first statement that writes would wait for it.</summary>
    public void TakeWriteLock() => Get(WriteNothing).Execute();

    public void Begin() => Get(BeginImmediate).Execute();

    public void Commit() => Get(CommitTransaction).Execute();

    /// <summary>Ends the transaction, where SQLite has not done so itself.</summary>
    public void Rollback()
    {
        if (InTransaction) Get(RollbackTransaction).Execute();
    }

    /// <summary>As <see cref="Rollback"/>; where SQLite refuses even that, the connection is not used again.</summary>
    public void Abandon()
    {
        try
        {
            Rollback();
        }
        catch (SqliteException)
        {
            IsBroken = true;
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement?.Dispose();
        ForgetTexts();
        _connection.Dispose();
    }

    private void ForgetTexts()
    {
        foreach (var statement in _texts.Values) statement.Dispose();
        _texts.Clear();
    }
}

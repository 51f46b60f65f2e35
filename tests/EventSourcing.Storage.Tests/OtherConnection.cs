using Microsoft.Data.Sqlite;

namespace EventSourcing.Storage.Tests;

/// <summary>Somebody else on the file: another program, or a person with the sqlite3 shell.</summary>
internal sealed class OtherConnection : IDisposable
{
    private readonly SqliteConnection _connection;

    public OtherConnection(TemporaryFolder folder)
    {
        _connection = new SqliteConnection($"{folder.DataSource()};Pooling=False");
        _connection.Open();
    }

    public object? Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _connection.Dispose();
}

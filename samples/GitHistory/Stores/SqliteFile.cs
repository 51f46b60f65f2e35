using EventSourcing;
using EventSourcing.Sqlite;
using Microsoft.Data.Sqlite;

namespace GitHistory.Stores;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteFile(string file) : IHistoryStore
{
    // A killed process loses nothing either way. What a power cut could take, the next import reads from git again.
    private static readonly SqliteEventStoreOptions Options = new() { Synchronous = SqliteSynchronous.Normal };

    public string Name => file;

    public string HowToNameAnother => "name another file with --store";

    public Task<bool> ExistsAsync(CancellationToken cancellationToken) => Task.FromResult(File.Exists(file));

    public History Open()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        return History.Of(new SqliteEventStore(new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString, DomainEvents.Catalog, Options));
    }

    /// <summary>With what SQLite has not moved into the file yet.</summary>
    public Task<long> MeasureAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new[] { file, file + "-wal" }.Select(f => new FileInfo(f)).Where(f => f.Exists).Sum(f => f.Length));
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EventSourcing.Sqlite;

/// <summary>What SQLite's errors mean to a user of the store.</summary>
internal static class SqliteErrors
{
    /// <summary>What to do where it is unknown whether a stream was changed.</summary>
    public const string UnknownChange = " Whether it was done is unknown: do it again; it is not done twice.";

    /// <summary>What to do where it is unknown whether a lease was taken, extended or released.</summary>
    public const string UnknownLease = " Whether it was done is unknown: at worst nobody has the lease until it expires.";

    /// <summary>What to do where it is unknown whether a transaction was committed.</summary>
    public const string UnknownTransaction =
        " Whether it was committed is unknown: do its work again in another transaction. A checkpoint that was moved then says so, and events with the same ids are not stored twice.";

    /// <summary>Whether somebody else holds a lock, which he will release.</summary>
    public static bool IsBusy(SqliteException e) => e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public static bool IsConstraint(SqliteException e) => e.SqliteErrorCode == raw.SQLITE_CONSTRAINT;

    /// <summary>The error for a stream whose rows are not all there.</summary>
    public static EventStoreException Missing(string file, StreamId stream, long version) => new(
        $"Stream '{stream}' on '{file}' has no event of version {version}, though it has later ones: somebody has deleted rows. Restore the file from a backup.",
        outcomeUnknown: false,
        isTransient: false);

    /// <summary>The store's error.</summary>
    /// <param name="cause">SQLite's error.</param>
    /// <param name="work">What failed, such as "The append to stream 'a/1'".</param>
    /// <param name="file">The data source.</param>
    /// <param name="outcomeUnknown">Whether it may have been done all the same.</param>
    /// <param name="advice">What to do then; <see langword="null"/> for appends.</param>
    public static EventStoreException Translate(SqliteException cause, string work, string file, bool outcomeUnknown = false, string? advice = null)
    {
        var (problem, transient) = cause.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ("another process, or another store on the file, held a lock for longer than the busy timeout. Try again, or raise SqliteEventStoreOptions.BusyTimeout", true),
            raw.SQLITE_PROTOCOL => ("the lock of the write-ahead log could not be had. Try again", true),
            raw.SQLITE_FULL => ("the disk is full. Make room, and try again", true),
            raw.SQLITE_NOMEM => ("there is not enough memory. Try again when there is", true),
            raw.SQLITE_READONLY => ("the file, or its directory, cannot be written. Check its permissions, and Mode in the connection string", false),
            raw.SQLITE_CANTOPEN => ("the file cannot be opened. Check that its directory exists and may be written to", false),
            raw.SQLITE_PERM or raw.SQLITE_AUTH => ("access to the file is denied. Check its permissions", false),
            raw.SQLITE_CORRUPT => ("the file is damaged. Stop writing to it, keep a copy, and restore it from a backup or with sqlite3's .recover", false),
            raw.SQLITE_NOTADB => ("the file is no SQLite database, or is encrypted. Check the data source", false),
            raw.SQLITE_IOERR => ("the disk reported an error. Check the disk and the file system", false),
            raw.SQLITE_TOOBIG => ("an event is larger than SQLite's limit of 1,000,000,000 bytes. Keep large data elsewhere, and its address in the event", false),
            _ => ("SQLite reported an unexpected error", false),
        };
        var outcome = outcomeUnknown
            ? advice ?? " Whether the events were stored is unknown: send the same append again, with the same events; it stores nothing twice."
            : "";
        return new EventStoreException($"{work} failed on '{file}': {problem}. ({cause.Message}){outcome}", outcomeUnknown, transient, cause);
    }
}

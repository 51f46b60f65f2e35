using System.Net.Sockets;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>What errors of the server and of the connection mean to a user of the store.</summary>
internal static class PostgreSqlErrors
{
    // Npgsql has no name for it.
    private const string IdleInTransactionSessionTimeout = "25P03";

    /// <summary>The store's error.</summary>
    /// <param name="cause">What Npgsql threw.</param>
    /// <param name="work">What failed, such as "The append to stream 'a/1'".</param>
    /// <param name="outcomeUnknown">Whether an append may have been stored all the same.</param>
    public static EventStoreException Translate(Exception cause, string work, bool outcomeUnknown)
    {
        var outcome = outcomeUnknown
            ? " Whether the events were stored is unknown: send the same append again, with the same events; it stores nothing twice."
            : "";
        return new EventStoreException($"{work} failed: {Explain(cause)}. ({Describe(cause)}){outcome}", outcomeUnknown, IsTransient(cause), cause);
    }

    /// <summary>Whether trying again later may succeed.</summary>
    public static bool IsTransient(Exception e) => e switch
    {
        PostgresException server => server.SqlState switch
        {
            // Somebody with the rights ended the session, or shuts the server down; a statement was cancelled, mostly by a time limit; a failover has made this server a standby for now.
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => true,
            PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransactionSessionTimeout => true,
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable => true,
            { } state => IsOfClass(state, "08") || IsOfClass(state, "53") || server.IsTransient,
            null => server.IsTransient,
        },
        NpgsqlException { InnerException: PostgresException server } => IsTransient(server),
        NpgsqlException client => client.IsTransient || client.InnerException is IOException or SocketException or TimeoutException || IsPoolExhausted(client),
        IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Whether the server refused the statement because of what other transactions do, and nothing of it was done: it may be sent again at once.</summary>
    public static bool IsContention(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>Whether the connection is gone: by the network, or since the server has ended the session. A time limit is no such loss.</summary>
    public static bool IsConnectionLost(Exception e) => e is PostgresException server
        ? server.InvariantSeverity is "FATAL" or "PANIC"
        : e is IOException or NpgsqlException { InnerException: IOException or SocketException };

    /// <summary>Whether an event id is stored already, in the layout with partitions or in that without.</summary>
    public static bool IsEventIdTaken(Exception e) => IsViolationOf(e, "events_by_id") || IsViolationOf(e, "event_ids_by_id") || IsPartitionViolation(e, "event_ids_p", "_pkey");

    /// <summary>Whether a version of a stream is stored already, in the layout with partitions or in that without.</summary>
    public static bool IsVersionTaken(Exception e) => IsViolationOf(e, "events_by_stream") || IsPartitionViolation(e, "events_p", "_pkey");

    /// <summary>Whether a stream was created by somebody else meanwhile.</summary>
    public static bool IsStreamTaken(Exception e) => IsViolationOf(e, "streams_by_name");

    private static bool IsViolationOf(Exception e, string constraint) =>
        e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation && violation.ConstraintName == constraint;

    // PostgreSQL names the constraints of partitions itself.
    private static bool IsPartitionViolation(Exception e, string prefix, string suffix) =>
        e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } name }
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && name.EndsWith(suffix, StringComparison.Ordinal)
        && name.AsSpan(prefix.Length, name.Length - prefix.Length - suffix.Length) is { IsEmpty: false } number
        && !number.ContainsAnyExceptInRange('0', '9');

    private static bool IsOfClass(string state, string errorClass) => state.StartsWith(errorClass, StringComparison.Ordinal);

    // Npgsql says this by its message and a TimeoutException inside, or by nothing inside at all.
    private static bool IsPoolExhausted(NpgsqlException e) => e.Message.Contains("pool has been exhausted", StringComparison.Ordinal);

    private static string Describe(Exception cause) => cause is PostgresException server ? $"{server.SqlState}: {server.MessageText}" : cause.Message;

    private static string Explain(Exception cause) => cause switch
    {
        PostgresException server => ExplainState(server),
        NpgsqlException { InnerException: PostgresException server } => ExplainState(server),
        NpgsqlException client when IsPoolExhausted(client) =>
            "every connection of the pool was in use for longer than its Timeout. Try again, raise Maximum Pool Size in the connection string, or look for connections that are not given back",
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => "the server did not answer in time. Try again, and look at its load, the network, and Timeout and Command Timeout in the connection string",
        NpgsqlException { InnerException: SocketException } or SocketException => "the server cannot be reached. Check host, port and network, and that it runs",
        NpgsqlException { InnerException: IOException } or IOException => "the connection was lost. Try again; the server's log tells whether it was restarted",
        _ => "Npgsql reported an error",
    };

    private static string ExplainState(PostgresException server) => server.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "the server ended the connection: it is shut down or restarted, or somebody has terminated the session. Try again",
        PostgresErrorCodes.CannotConnectNow => "the server starts, or recovers. Try again",
        PostgresErrorCodes.TooManyConnections => "the server has no connection left. Try again, lower Maximum Pool Size of its clients, or raise max_connections",
        PostgresErrorCodes.QueryCanceled => "the statement was cancelled, mostly because of statement_timeout or Command Timeout. Try again, or raise the limit",
        IdleInTransactionSessionTimeout => "the transaction was idle for longer than idle_in_transaction_session_timeout. Try again",
        PostgresErrorCodes.LockNotAvailable => "somebody else held a lock for longer than lock_timeout. Try again",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => "another transaction was in the way. Try again",
        PostgresErrorCodes.ReadOnlySqlTransaction => "the server, or the session, is read-only: it may be a standby. Connect to the primary, for example by Target Session Attributes=read-write",
        PostgresErrorCodes.DiskFull => "the server's disk is full. Make room, and try again",
        PostgresErrorCodes.OutOfMemory => "the server has not enough memory. Try again when it has",
        PostgresErrorCodes.InsufficientPrivilege when server.MessageText.Contains("row-level security", StringComparison.Ordinal) =>
            "row-level security keeps the rows of other tenants out of reach, and what was written is not this tenant's. Run it with the tenant of the stream and its events in EventSourcingContext",
        PostgresErrorCodes.InsufficientPrivilege => "the role lacks a right on the store's schema. Run the statements of PostgreSqlSchema.Grants as its owner",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName =>
            "an object of the store's schema is missing. PostgreSqlSchema.VerifyAsync tells which one, and what to do",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "the server refuses the user or the password. Check the connection string",
        PostgresErrorCodes.InvalidCatalogName => "there is no such database. Check the connection string",
        _ => "the server reported an error",
    };
}

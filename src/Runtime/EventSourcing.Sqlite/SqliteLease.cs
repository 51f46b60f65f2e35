namespace EventSourcing.Sqlite;

/// <summary>A connection for as long as somebody uses it.</summary>
internal readonly struct SqliteLease(SqliteSessions owner, SqliteSession session, bool writes) : IDisposable
{
    public SqliteSession Session { get; } = session;

    public void Dispose() => owner.Return(Session, writes);
}

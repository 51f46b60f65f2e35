namespace EventSourcing.PostgreSql;

/// <summary>What the functions of the schema say of an append. The numbers are part of the schema.</summary>
internal enum AppendStatus
{
    /// <summary>It is written, and stored with the commit.</summary>
    Stored = 0,

    /// <summary>The stream is at another version.</summary>
    Conflict = 1,

    /// <summary>The stream is archived.</summary>
    Archived = Conflict + StreamState.Archived,

    /// <summary>The stream is tombstoned.</summary>
    Tombstoned = Conflict + StreamState.Tombstoned,
}

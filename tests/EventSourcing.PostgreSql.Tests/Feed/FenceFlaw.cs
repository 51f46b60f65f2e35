namespace EventSourcing.PostgreSql.Tests.Feed;

/// <summary>What is wrong with a model of the fence; each shows that a part of the protocol, or of what it relies upon, is needed.</summary>
internal enum FenceFlaw
{
    /// <summary>Nothing: the protocol as it is.</summary>
    None,

    /// <summary>Writers draw their positions before they take the fence.</summary>
    LockAfterDrawing,

    /// <summary>Readers look at the fences before they look at the last position drawn.</summary>
    LocksBeforeDrawn,

    /// <summary>Readers read rows in a snapshot that is older than their look at the fences.</summary>
    OldSnapshot,

    /// <summary>The server releases locks before it makes a commit visible.</summary>
    UnlockBeforeVisible,

    /// <summary>Sessions keep positions for later (CACHE above 1).</summary>
    CachedPositions,

    /// <summary>Checkpoints move to the ceiling itself, and not only to the last visible position below it.</summary>
    CheckpointAtCeiling,
}

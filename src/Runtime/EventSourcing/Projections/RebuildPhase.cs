namespace EventSourcing;

/// <summary>What a rebuild does.</summary>
public enum RebuildPhase
{
    /// <summary>It handles history, into tables beside those that serve.</summary>
    Filling,

    /// <summary>It has come to the end of the feed, and handles what was appended meanwhile.</summary>
    Following,

    /// <summary>Its tables are about to take the place of those that serve.</summary>
    TakingOver,

    /// <summary>Its tables serve.</summary>
    Done,
}

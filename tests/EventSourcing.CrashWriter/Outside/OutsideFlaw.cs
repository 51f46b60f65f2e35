namespace EventSourcing.CrashWriter;

/// <summary>What a process does wrong, for tests of those who look for it.</summary>
public enum OutsideFlaw
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A follower takes the last position that was drawn for its checkpoint, instead of that up to which the feed was looked at.</summary>
    CheckpointPastTheCeiling,

    /// <summary>A writer sends an append whose outcome is unknown again under new event ids.</summary>
    NewIdsForTheSameAppend,
}

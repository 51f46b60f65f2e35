namespace EventSourcing;

/// <summary>What became of an attempt to move a checkpoint.</summary>
public enum CheckpointOutcome
{
    /// <summary>It is moved when the transaction commits.</summary>
    Moved,

    /// <summary>It stands there already, or further on: somebody else has handled these events.</summary>
    Behind,

    /// <summary>It was moved under a later lease: the mover's own has expired, and somebody else goes on.</summary>
    Fenced,
}

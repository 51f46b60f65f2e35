namespace EventSourcing;

/// <summary>A lock could not be taken in the time that was given: somebody else had it.</summary>
public sealed class LockTimeoutException : EventSourcingException
{
    /// <summary>Reports a lock that somebody else has.</summary>
    /// <param name="name">What was to be locked.</param>
    /// <param name="waited">How long it was waited for.</param>
    public LockTimeoutException(string name, TimeSpan waited)
        : base($"The lock '{name}' could not be taken within {waited}: somebody else has it. Wait longer, or find out what its holder does; the store of the leases says who it is.")
    {
        Name = name;
        Waited = waited;
    }

    /// <summary>What was to be locked.</summary>
    public string Name { get; }

    /// <summary>How long it was waited for.</summary>
    public TimeSpan Waited { get; }
}

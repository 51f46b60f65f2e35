namespace EventSourcing;

/// <summary>A row is not at the version that an update expected. Nothing was written.</summary>
public sealed class RowVersionException : EventSourcingException
{
    /// <summary>Reports a conflict.</summary>
    /// <param name="readModel">The read model: its table, and the type of its rows.</param>
    /// <param name="key">The key, as a text.</param>
    /// <param name="expected">The version that the update expected.</param>
    /// <param name="actual">The version of the stored row.</param>
    public RowVersionException(string readModel, string key, long expected, long actual)
        : base($"The row of the key {key} of the read model {readModel} was to be updated at version {expected}, and is at version {actual}: somebody else has changed it. Read it again, change it, and update it.")
    {
        ReadModel = readModel;
        Key = key;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The read model: its table, and the type of its rows.</summary>
    public string ReadModel { get; }

    /// <summary>The key, as a text.</summary>
    public string Key { get; }

    /// <summary>The version that the update expected.</summary>
    public long Expected { get; }

    /// <summary>The version of the stored row.</summary>
    public long Actual { get; }
}

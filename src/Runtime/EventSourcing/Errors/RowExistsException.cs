namespace EventSourcing;

/// <summary>A read model has a row of the key that was to be inserted. Nothing was written.</summary>
public sealed class RowExistsException : EventSourcingException
{
    /// <summary>Reports a row that is there already.</summary>
    /// <param name="readModel">The read model: its table, and the type of its rows.</param>
    /// <param name="key">The key, as a text.</param>
    public RowExistsException(string readModel, string key)
        : base($"The read model {readModel} has a row of the key {key} already, if only a softly deleted one. Use UpsertAsync where either may be.")
    {
        ReadModel = readModel;
        Key = key;
    }

    /// <summary>The read model: its table, and the type of its rows.</summary>
    public string ReadModel { get; }

    /// <summary>The key, as a text.</summary>
    public string Key { get; }
}

namespace EventSourcing;

/// <summary>A read model has no row of a key.</summary>
public sealed class RowNotFoundException : EventSourcingException
{
    /// <summary>Reports a row that is not there.</summary>
    /// <param name="readModel">The read model: its table, and the type of its rows.</param>
    /// <param name="key">The key, as a text.</param>
    public RowNotFoundException(string readModel, string key)
        : base($"The read model {readModel} has no row of the key {key}, or it is softly deleted. Where that is to be expected, use FindAsync, which gives null, or UpsertAsync.")
    {
        ReadModel = readModel;
        Key = key;
    }

    /// <summary>The read model: its table, and the type of its rows.</summary>
    public string ReadModel { get; }

    /// <summary>The key, as a text.</summary>
    public string Key { get; }
}

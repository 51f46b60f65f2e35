namespace EventSourcing;

/// <summary>The table of a read model is not what its rows need, and cannot become so by additions. Nothing was changed.</summary>
public sealed class ReadModelSchemaException : EventSourcingException
{
    /// <summary>Reports a table that does not fit.</summary>
    /// <param name="message">What differs, and what to do.</param>
    /// <param name="table">The table.</param>
    /// <param name="differences">The differences, a sentence each.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public ReadModelSchemaException(string message, string table, IReadOnlyList<string> differences, Exception? innerException = null)
        : base(message, innerException)
    {
        Table = table;
        Differences = differences;
    }

    /// <summary>The table.</summary>
    public string Table { get; }

    /// <summary>The differences, a sentence each.</summary>
    public IReadOnlyList<string> Differences { get; }
}

namespace EventSourcing;

/// <summary>The schema of a PostgreSQL store is not what this version of the package works with, or cannot be made. Nothing was changed.</summary>
public sealed class PostgreSqlSchemaException : EventSourcingException
{
    /// <summary>Reports a schema that cannot be used, or made.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="schema">The name of the schema.</param>
    /// <param name="storedVersion">The version that the database has; 0 where it has none.</param>
    /// <param name="requiredVersion">The version that the package works with.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public PostgreSqlSchemaException(string message, string schema, int storedVersion, int requiredVersion, Exception? innerException = null)
        : base(message, innerException)
    {
        Schema = schema;
        StoredVersion = storedVersion;
        RequiredVersion = requiredVersion;
    }

    /// <summary>The name of the schema.</summary>
    public string Schema { get; }

    /// <summary>The version that the database has; 0 where it has none, or where that could not be found out.</summary>
    public int StoredVersion { get; }

    /// <summary>The version that the package works with.</summary>
    public int RequiredVersion { get; }
}

namespace EventSourcing.PostgreSql;

/// <summary>One step from a version of the schema to the next. Steps only add; one that was released never changes.</summary>
internal sealed class PostgreSqlSchemaStep
{
    private readonly Func<PostgreSqlLayout, string> _sql;

    private PostgreSqlSchemaStep(int version, string description, Func<PostgreSqlLayout, string> sql, string? concurrentIndex)
    {
        Version = version;
        Description = description;
        _sql = sql;
        ConcurrentIndex = concurrentIndex;
    }

    /// <summary>The version to which the step leads, from 1.</summary>
    public int Version { get; }

    /// <summary>What it adds, for people.</summary>
    public string Description { get; }

    /// <summary>The bare name of the index that the step builds beside running writers; <see langword="null"/> for a step that runs in a transaction.</summary>
    public string? ConcurrentIndex { get; }

    /// <summary>A step whose statements are applied in one transaction.</summary>
    public static PostgreSqlSchemaStep InTransaction(int version, string description, Func<PostgreSqlLayout, string> sql) => new(version, description, sql, concurrentIndex: null);

    /// <summary>A step that builds one index on a table that may be large, without keeping writers out.</summary>
    /// <param name="version">The version to which the step leads.</param>
    /// <param name="description">What it adds, for people.</param>
    /// <param name="index">The index's bare name.</param>
    /// <param name="sql">What follows CREATE INDEX CONCURRENTLY and the name: <c>ON table (columns)</c>.</param>
    public static PostgreSqlSchemaStep BuildIndex(int version, string description, string index, Func<PostgreSqlLayout, string> sql) =>
        new(version, description, layout => $"CREATE INDEX CONCURRENTLY {index} {sql(layout)}", index);

    /// <summary>The step's statements, each ended by a semicolon.</summary>
    public string Sql(PostgreSqlLayout layout) => _sql(layout);
}

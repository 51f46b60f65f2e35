namespace EventSourcing;

/// <summary>What <see cref="PostgreSqlSchema.VerifyAsync"/> has found.</summary>
public sealed class PostgreSqlSchemaReport
{
    internal PostgreSqlSchemaReport(int version, IReadOnlyList<string> differences)
    {
        Version = version;
        Differences = differences;
    }

    /// <summary>The version that the database has; 0 where it has no such schema.</summary>
    public int Version { get; }

    /// <summary>Where the database differs from what it should be: each a sentence or two that say what is there and what to do. Empty where all is well.</summary>
    public IReadOnlyList<string> Differences { get; }

    /// <summary>Whether all is well.</summary>
    public bool IsValid => Differences.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => IsValid ? $"Version {Version}; no differences." : $"Version {Version}; differences:{string.Concat(Differences.Select(d => $"\n- {d}"))}";
}

namespace Benchmarks.PostgreSql;

/// <summary>What a line of the comparison does.</summary>
internal enum WorkKind
{
    /// <summary>Appends at the version that the stream has; the caller waits until it is durable, and appends again.</summary>
    Append,

    /// <summary>Reads whole streams and deserializes their events.</summary>
    Load,

    /// <summary>Reads whole streams and folds their events into an aggregate.</summary>
    Rehydrate,

    /// <summary>Reads the global feed, which may skip nothing, and deserializes its events.</summary>
    ReadAll,

    /// <summary>Stores many events of many streams that exist elsewhere.</summary>
    Import,
}

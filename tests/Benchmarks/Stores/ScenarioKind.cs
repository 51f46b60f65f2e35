namespace Benchmarks.Stores;

/// <summary>What a scenario does.</summary>
internal enum ScenarioKind
{
    /// <summary>Appends to streams of its own, at the version that they have.</summary>
    Append,

    /// <summary>Reads whole streams and deserializes their events.</summary>
    Load,

    /// <summary>Reads the global feed and deserializes its events.</summary>
    ReadAll,
}

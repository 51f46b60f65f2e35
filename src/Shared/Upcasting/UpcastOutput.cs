namespace EventSourcing.Compiler;

/// <summary>In which form an upcaster returns what it has made.</summary>
internal enum UpcastOutput
{
    /// <summary>One event.</summary>
    One,

    /// <summary>A tuple of events.</summary>
    Tuple,

    /// <summary>A sequence of events, which may be empty.</summary>
    Sequence,

    /// <summary>JSON of another version of the same name.</summary>
    Json,
}

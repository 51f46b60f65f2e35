namespace EventSourcing.Analyzers.Immutability;

/// <summary>What a mutable collection can be replaced by.</summary>
internal enum CollectionKind
{
    /// <summary>It is no mutable collection.</summary>
    None,

    /// <summary>A sequence: IReadOnlyList or ImmutableArray.</summary>
    List,

    /// <summary>A set: IReadOnlySet or ImmutableHashSet.</summary>
    Set,

    /// <summary>A dictionary: IReadOnlyDictionary or ImmutableDictionary.</summary>
    Dictionary,

    /// <summary>An array of bytes: ReadOnlyMemory or ImmutableArray; reported more softly, since it is seldom changed.</summary>
    Bytes,

    /// <summary>A window on memory: ReadOnlyMemory.</summary>
    Memory,

    /// <summary>Something that nothing replaces mechanically.</summary>
    Other,
}

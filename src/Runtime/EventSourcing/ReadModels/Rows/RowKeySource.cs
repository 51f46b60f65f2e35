namespace EventSourcing.ReadModels;

/// <summary>What of an event the key of a row may be made of.</summary>
internal enum RowKeySource
{
    /// <summary>Nothing that is known.</summary>
    None,

    /// <summary>The key of its stream.</summary>
    StreamKey,

    /// <summary>The key by which it is dealt out to partitions.</summary>
    PartitionKey,

    /// <summary>Its stream.</summary>
    Stream,
}

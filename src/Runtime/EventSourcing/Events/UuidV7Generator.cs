namespace EventSourcing;

/// <summary>Makes UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits.</summary>
public sealed class UuidV7Generator : IEventIdGenerator
{
    /// <summary>The one instance: the generator has no state.</summary>
    public static UuidV7Generator Instance { get; } = new();

    private UuidV7Generator()
    {
    }

    /// <inheritdoc/>
    /// <remarks>RFC 9562 has no instants before 1970: for those the id carries the Unix epoch.</remarks>
    public Guid NewId(DateTimeOffset occurredAt) =>
        Guid.CreateVersion7(occurredAt < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : occurredAt);
}

namespace EventSourcing.Storage;

/// <summary>An event of an append in the form in which stores keep it. For authors of stores; see <see cref="PreparedAppend"/>.</summary>
public sealed class PreparedEvent
{
    private readonly byte[] _payload;
    private readonly byte[]? _details;

    internal PreparedEvent(EventDescriptor descriptor, byte[] payload, EventMetadata metadata, byte[]? details)
    {
        Descriptor = descriptor;
        Metadata = metadata;
        _payload = payload;
        _details = details;
    }

    /// <summary>The event's entry in the catalog: the name and the version of the shape under which it is stored.</summary>
    public EventDescriptor Descriptor { get; }

    /// <summary>The event's metadata. Id, occurred-at and tenant are stored as values of their own.</summary>
    public EventMetadata Metadata { get; }

    /// <summary>The business data: JSON in UTF-8.</summary>
    public ReadOnlySpan<byte> Payload => _payload;

    /// <summary>The rest of the metadata, as <see cref="Serialization.EventMetadataCodec.Encode"/> writes it; empty where there is none.</summary>
    public ReadOnlySpan<byte> Details => _details;

    /// <summary>The payload's array, for stores of this framework, which never write to it.</summary>
    internal byte[] PayloadArray => _payload;

    /// <summary>The array of the rest of the metadata, likewise; <see langword="null"/> where there is none.</summary>
    internal byte[]? DetailsArray => _details;
}

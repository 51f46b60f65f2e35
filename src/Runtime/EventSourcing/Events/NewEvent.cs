namespace EventSourcing;

/// <summary>An event that is about to be appended: business data, and the metadata that goes with it.</summary>
public sealed class NewEvent
{
    /// <summary>Pairs an event with its metadata.</summary>
    /// <param name="data">The event, of a type that the store's catalog lists.</param>
    /// <param name="metadata">
    /// The metadata; <see langword="null"/> takes it from the ambient <see cref="EventSourcingContext"/>. An empty
    /// <see cref="EventMetadata.EventId"/> or a default <see cref="EventMetadata.OccurredAt"/> is filled in from there too.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is <see langword="null"/>.</exception>
    public NewEvent(object data, EventMetadata? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Data = data;
        Metadata = EventSourcingContext.Current.Complete(metadata);
    }

    /// <summary>The event.</summary>
    public object Data { get; }

    /// <summary>Its metadata, with id and instant.</summary>
    public EventMetadata Metadata { get; private init; }

    /// <summary>The tags of <see cref="Metadata"/>, by which the event can be found across streams; set here they replace those.</summary>
    /// <exception cref="ArgumentException">A tag is empty, longer than 250 characters, or has the character U+0000.</exception>
    public IReadOnlyCollection<string> Tags
    {
        get => Metadata.Tags;
        init => Metadata = Metadata with { Tags = EventTags.Of(value, nameof(Tags)) };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Data} ({Metadata.EventId})";
}

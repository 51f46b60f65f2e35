using System.Collections.Frozen;

namespace EventSourcing;

/// <summary>
/// What is known of an event beside its business data. It travels in the envelope, never in the payload, and comes
/// back from every store exactly as it went in.
/// </summary>
/// <remarks>Two values are equal when all their members are, headers included.</remarks>
public sealed record EventMetadata
{
    private static readonly FrozenDictionary<string, string> NoHeaders = FrozenDictionary<string, string>.Empty;

    /// <summary>
    /// The event's identity, a UUIDv7 unless the caller brings its own. Appends are idempotent by it.
    /// <see cref="Guid.Empty"/> asks for a new id: <see cref="NewEvent"/> fills it in.
    /// </summary>
    public Guid EventId { get; init; }

    /// <summary>
    /// When the event occurred: UTC, truncated to the microsecond so that it survives every store (PostgreSQL keeps
    /// microseconds). The default value asks for the current time: <see cref="NewEvent"/> fills it in.
    /// </summary>
    public DateTimeOffset OccurredAt
    {
        get;
        init => field = Microseconds.Truncate(value);
    }

    /// <summary>What all events of one conversation share, or <see langword="null"/>.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>The id of the event or command that led to this event, or <see langword="null"/>.</summary>
    public Guid? CausationId { get; init; }

    /// <summary>Who acted: a user, a service, a job; or <see langword="null"/>.</summary>
    public string? Actor { get; init; }

    /// <summary>The tenant to which the event belongs, or <see langword="null"/> without tenancy.</summary>
    public string? Tenant { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the operation that raised the event, or <see langword="null"/>.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Further values by name; ordinal names; never <see langword="null"/>. The given dictionary is copied.</summary>
    public IReadOnlyDictionary<string, string> Headers
    {
        get => field ?? NoHeaders;
        init => field = Copy(value);
    }

    /// <summary>
    /// Texts by which the event can be found across streams, such as <c>course:c1</c>; ordinal; never <see langword="null"/>. Each has 1 to 250 characters. The given ones are copied. See
    /// <see cref="TagQuery"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A tag is empty, too long, or has the character U+0000.</exception>
    public IReadOnlySet<string> Tags
    {
        get => field ?? EventTags.None;
        init => field = EventTags.Of(value, nameof(Tags));
    }

    /// <summary>
    /// This metadata as that of an effect of <paramref name="cause"/>: causation is the cause's event id, correlation
    /// is the cause's, or the cause's event id where it starts the conversation.
    /// </summary>
    /// <param name="cause">The metadata of the event that led to this one.</param>
    /// <returns>A copy with correlation and causation set.</returns>
    public EventMetadata CausedBy(EventMetadata cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return this with { CorrelationId = cause.CorrelationId ?? cause.EventId, CausationId = cause.EventId };
    }

    /// <summary>Whether <paramref name="other"/> is the direct cause of this event.</summary>
    /// <param name="other">The metadata of the possible cause.</param>
    /// <returns><see langword="true"/> when this event's causation is the other's id.</returns>
    public bool IsCausedBy(EventMetadata other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return CausationId is { } cause && cause == other.EventId;
    }

    /// <summary>Whether both events belong to one conversation.</summary>
    /// <param name="other">The metadata of the other event.</param>
    /// <returns>
    /// <see langword="true"/> when both have the same correlation, or one started the conversation of the other.
    /// </returns>
    public bool IsCorrelatedWith(EventMetadata other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (CorrelationId ?? EventId) == (other.CorrelationId ?? other.EventId);
    }

    /// <inheritdoc/>
    public bool Equals(EventMetadata? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && EventId == other.EventId
            && OccurredAt == other.OccurredAt
            && CorrelationId == other.CorrelationId
            && CausationId == other.CausationId
            && Actor == other.Actor
            && Tenant == other.Tenant
            && TraceParent == other.TraceParent
            && HeadersEqual(Headers, other.Headers)
            && Tags.SetEquals(other.Tags));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EventId, OccurredAt, CorrelationId, CausationId, Actor, Tenant, TraceParent, Headers.Count);

    private static bool HeadersEqual(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right)
    {
        if (left.Count != right.Count) return false;
        foreach (var (name, value) in left)
        {
            if (!right.TryGetValue(name, out var other) || other != value) return false;
        }

        return true;
    }

    private static FrozenDictionary<string, string> Copy(IReadOnlyDictionary<string, string> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if (headers.Count == 0) return NoHeaders;
        foreach (var (name, value) in headers)
        {
            if (string.IsNullOrEmpty(name)) throw new ArgumentException("A header has an empty name. Give every header a name.", nameof(headers));
            if (value is null) throw new ArgumentException($"The header '{name}' has no value. Leave it out, or give it an empty string.", nameof(headers));
        }

        return headers as FrozenDictionary<string, string> ?? headers.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

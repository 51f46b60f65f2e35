namespace EventSourcing;

/// <summary>An event that a subscription has not handled, with the reason.</summary>
public sealed record DeadLetter
{
    /// <summary>The subscription's name.</summary>
    public required string Subscription { get; init; }

    /// <summary>The event's place in the feed.</summary>
    public required GlobalPosition Position { get; init; }

    /// <summary>The key whose events are parked together, in their order.</summary>
    public required string Key { get; init; }

    /// <summary>The event's stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The event's place in its stream, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>The event's id, also of one that cannot be read; <see langword="null"/> where not even that can be, or the store does not offer it.</summary>
    public Guid? EventId { get; init; }

    /// <summary>The name under which the event is stored.</summary>
    public required string EventName { get; init; }

    /// <summary>The version of the shape in which the event is stored, from 1; <see langword="null"/> where it is not known, as of letters that an earlier version of this package has written.</summary>
    public int? SchemaVersion { get; init; }

    /// <summary>The type of the last exception; <see langword="null"/> for an event that nobody has tried yet: it came behind another one of its key.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>The message of the last exception, those of inner ones included.</summary>
    public string? ExceptionMessage { get; init; }

    /// <summary>The last exception as text, with the stack.</summary>
    public string? ExceptionDetails { get; init; }

    /// <summary>How many attempts have failed.</summary>
    public int Attempts { get; init; }

    /// <summary>When the first attempt failed; <see langword="null"/> where none was made.</summary>
    public DateTimeOffset? FirstFailedAt { get; init; }

    /// <summary>When the last attempt failed; <see langword="null"/> where none was made.</summary>
    public DateTimeOffset? LastFailedAt { get; init; }

    /// <summary>When the event was parked.</summary>
    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>What has become of it.</summary>
    public DeadLetterState State { get; init; }

    /// <summary>When it was replayed or resolved; <see langword="null"/> before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether the event still waits to be handled.</summary>
    public bool IsOpen => State is DeadLetterState.Parked or DeadLetterState.Replaying;

    /// <summary>How often it was changed, from 1.</summary>
    internal long RowVersion { get; init; }

    /// <summary>The same after one more attempt that has failed: the whole of the key waits again.</summary>
    internal DeadLetter Failed(Exception error, int attempts, DateTimeOffset first, DateTimeOffset last) => this with
    {
        ExceptionType = error.GetType().FullName,
        ExceptionMessage = MessagesOf(error),
        ExceptionDetails = error.ToString(),
        Attempts = attempts,
        FirstFailedAt = first,
        LastFailedAt = last,
    };

    private static string MessagesOf(Exception error) => error.InnerException is { } inner ? $"{error.Message} → {MessagesOf(inner)}" : error.Message;
}

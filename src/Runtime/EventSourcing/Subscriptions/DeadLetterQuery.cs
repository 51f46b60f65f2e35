namespace EventSourcing;

/// <summary>Which dead letters are meant. By default all that are open.</summary>
public sealed record DeadLetterQuery
{
    /// <summary>All that are open.</summary>
    public static DeadLetterQuery Open { get; } = new();

    /// <summary>The subscription; <see langword="null"/> for all.</summary>
    public string? Subscription { get; init; }

    /// <summary>The key; <see langword="null"/> for all.</summary>
    public string? Key { get; init; }

    /// <summary>The states; <see langword="null"/> for those of events that still wait. An empty list matches nothing.</summary>
    public IReadOnlyCollection<DeadLetterState>? States { get; init; }
}

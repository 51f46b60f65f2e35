using System.Globalization;

namespace EventSourcing;

/// <summary>A rebuild was given up, since events were appended faster than it handled them. The tables that serve are as they were; what is filled stays, and the next rebuild goes on there.</summary>
public sealed class RebuildBehindException : EventSourcingException
{
    /// <summary>Reports it.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="position">Everything up to here is handled.</param>
    /// <param name="eventsLeft">How many events the last round has found.</param>
    /// <param name="rounds">How many rounds were in vain.</param>
    /// <param name="mostEvents">How many may be left at the take-over.</param>
    public RebuildBehindException(ProjectionDescriptor projection, GlobalPosition? position, long eventsLeft, int rounds, int mostEvents)
        : base(string.Create(
            CultureInfo.InvariantCulture,
            $"The rebuild of '{projection?.SubscriptionName}' was given up at {position?.ToString() ?? "the beginning"}: events are appended faster than it handles them. The last {rounds} rounds have brought it no closer to the end of the feed, "
            + $"{eventsLeft:N0} events were left then, and the tables take over with {mostEvents:N0} at most. The tables that serve are as they were, and what is filled stays: rebuild again when less is appended, and it goes on there; "
            + $"handle more at once (RebuildOptions.Partitions, PageSize); or let those who write wait for more (TakeOverEvents)."))
    {
        Projection = projection!.SubscriptionName;
        Position = position;
        EventsLeft = eventsLeft;
        Rounds = rounds;
    }

    /// <summary>The projection's name and version, as <see cref="ProjectionDescriptor.SubscriptionName"/>.</summary>
    public string Projection { get; }

    /// <summary>Everything up to here is handled; <see langword="null"/> where nothing is.</summary>
    public GlobalPosition? Position { get; }

    /// <summary>How many events the last round has found; where it was about to take over, at least so many.</summary>
    public long EventsLeft { get; }

    /// <summary>How many rounds in a row were in vain.</summary>
    public int Rounds { get; }
}

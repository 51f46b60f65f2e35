using EventSourcing;

namespace Banking.Dispatch;

[DomainEvent] public sealed record CounterStarted(int At);

[DomainEvent] public sealed record CounterIncremented(int By);

[DomainEvent] public sealed record CounterReset;

public sealed record CounterState(int Value, string? Actor = null)
{
    public static CounterState Initial => new(0);
}

/// <summary>Immutable state with a value before the first event.</summary>
[Aggregate]
public sealed partial class Counter : AggregateRoot<Guid, CounterState>
{
    public void Do(object @event) => Raise(@event);

    [Handles] private static CounterState On(CounterState state, CounterIncremented e) => state with { Value = state.Value + e.By };

    [Handles] private static CounterState On(CounterReset e, EventMetadata metadata) => new(0, metadata.Actor);

    [Handles] private static CounterState Start(CounterState state, CounterStarted e, EventMetadata metadata) => state with { Value = e.At, Actor = metadata.Actor };
}

public sealed record Booking(string Guest, int Nights);

[DomainEvent] public sealed record BookingMade(string Guest);

[DomainEvent] public sealed record BookingExtended(int Nights);

public sealed record MakeBooking(string Guest);

public sealed record ExtendBooking(int Nights);

public sealed record CancelBooking;

internal sealed record InternalCommand(int Nights);

public readonly record struct BookingTouched(int Times);

/// <summary>State that begins with the first event, and decisions.</summary>
[Aggregate("booking", UnhandledEvents = UnhandledEvents.Ignore)]
public sealed partial class BookingAggregate : AggregateRoot<string, Booking>
{
    public static BookingMade Decide(MakeBooking command) => new(command.Guest);

    public static IEnumerable<object> Decide(MakeBooking command, Booking state)
    {
        if (state.Guest != command.Guest) throw new DomainException("the room is taken by " + state.Guest);
        yield break;
    }

    public static BookingExtended[] Decide(ExtendBooking command, Booking state) =>
        [.. Enumerable.Range(0, command.Nights).Select(n => n > 8 ? throw new DomainException("too long") : new BookingExtended(1))];

    public static BookingExtended? Decide(CancelBooking command, Booking? state) => null;

    internal static IReadOnlyList<BookingTouched> Decide(InternalCommand command, Booking state) => [new(command.Nights), new(2)];

    [Handles] private static Booking On(BookingMade e) => new(e.Guest, 1);

    [Handles] private static Booking On(Booking state, BookingExtended e) => state with { Nights = state.Nights + e.Nights };

    [Handles] private static Booking On(Booking state, BookingTouched e) => state with { Nights = state.Nights + (e.Times * 100) };
}

/// <summary>A struct begins with its default.</summary>
public sealed partial class Tally : AggregateRoot<Guid, int>
{
    public void Do(object @event) => Raise(@event);

    [Handles] private static int On(int state, CounterIncremented e) => state + e.By;
}

public sealed class Parameterless
{
    public int Value { get; init; } = 7;
}

public sealed partial class FromConstructor : AggregateRoot<Guid, Parameterless>
{
    public void Do(object @event) => Raise(@event);

    [Handles] private static Parameterless On(Parameterless state, CounterIncremented e) => new() { Value = state.Value + e.By };
}

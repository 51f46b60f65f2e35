namespace EventSourcing.Tests.Domain;

public interface ICounted
{
    int By { get; }
}

[DomainEvent]
public sealed record CounterIncremented(int By) : ICounted;

[DomainEvent]
public sealed record CounterDecremented(int By) : ICounted;

/// <summary>Reaches the counter and means nothing to it.</summary>
[DomainEvent]
public sealed record CounterLookedAt(string By);

public sealed record CounterState(int Value, int Events)
{
    public static CounterState Initial { get; } = new(0, 0);
}

/// <summary>A state with an initial value, a handler for an interface, and events that are ignored.</summary>
[Aggregate("counter", UnhandledEvents = UnhandledEvents.Ignore)]
public sealed partial class Counter : AggregateRoot<CounterId, CounterState>
{
    public void Increment(int by) => Raise(new CounterIncremented(by));

    public void Decrement(int by) => Raise(new CounterDecremented(by));

    public void LookAt(string by) => Raise(new CounterLookedAt(by));

    /// <summary>Raises an event that is ignored and one that cannot be applied, together.</summary>
    public void LookThenFail() => RaiseAll([new CounterLookedAt("me"), new CounterIncremented(int.MinValue)]);

#pragma warning disable ESG0303 // What becomes of an aggregate whose handler throws is what the tests are about.
    [Handles]
    private static CounterState On(CounterState state, ICounted e) => e.By == int.MinValue
        ? throw new InvalidOperationException("too little")
        : new(state.Value + e.By, state.Events + 1);
#pragma warning restore ESG0303

    [Handles]
    private static CounterState On(CounterState state, CounterDecremented e) => new(state.Value - e.By, state.Events + 1);
}

namespace EventSourcing;

/// <summary>Marks a method that applies an event to an aggregate's state, or turns it into rows of a projection. The source generator calls it; nothing else need.</summary>
/// <remarks>
/// On an <see cref="AggregateRoot{TId}"/>: an instance method <c>void On(TEvent)</c>. On an
/// <see cref="AggregateRoot{TId, TState}"/>: a static method <c>TState On(TState, TEvent)</c>, or <c>TState On(TEvent)</c> for an
/// event that begins a history. Each may take an <see cref="EventMetadata"/> as last parameter. The name is free, and the
/// method may be private. On a class with <see cref="ProjectionAttribute"/>: an instance method <c>ValueTask|Task|void On(TEvent [, EventContext] [, CancellationToken])</c>, or with an
/// <c>IReadOnlyList&lt;HandledEvent&lt;TEvent&gt;&gt;</c> for runs of events. A handler for an interface or a base type takes what has no handler of its own; the most derived wins.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class HandlesAttribute : Attribute;

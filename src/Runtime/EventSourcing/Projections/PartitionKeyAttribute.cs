namespace EventSourcing;

/// <summary>
/// Marks a static method <c>string|TId KeyOf(TEvent [, EventMetadata])</c> of a projection that says to which key an event belongs. Events of one key are handled in order; those of
/// different keys may be handled beside each other, and a failing event holds up its own key alone.
/// </summary>
/// <remarks>
/// Where no method takes an event, or the method gives <see langword="null"/>, the key is the event's stream. A key that is no string is written in the invariant culture. A method that
/// takes a base type or an interface speaks for every event that has no method of its own. Its result must follow from the event alone, and must not change while the projection runs.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PartitionKeyAttribute : Attribute;

namespace EventSourcing;

/// <summary>
/// Marks a type with exactly one value, such as a strongly typed id or an amount, that events store as that value alone:
/// <c>"orderId": "0198…"</c> instead of <c>"orderId": { "value": "0198…" }</c>. As the key of a dictionary it is the name of the member.
/// </summary>
/// <remarks>
/// <para>
/// The type must have exactly one member that is written and read back: the parameter of a positional record, or a property with a constructor
/// parameter or a setter. Computed members do not count.
/// </para>
/// <para>
/// System.Text.Json knows nothing of this attribute and writes an object; use <c>DomainEvents.JsonTypeInfoResolver</c> where it must write the same.
/// To add the attribute to a type that events already hold, or to take it away, changes what those events look like: it needs a new version of their shape.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class EventValueAttribute : Attribute;

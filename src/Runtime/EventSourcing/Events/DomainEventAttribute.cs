namespace EventSourcing;

/// <summary>
/// Marks an immutable type as a domain event and pins what is stored of its identity: name, schema version and
/// former names. The CLR type's name is never stored.
/// </summary>
/// <remarks>
/// A type that a <see cref="HandlesAttribute"/> method takes is an event even without this attribute; it then has
/// the default name, version 1 and no aliases.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class DomainEventAttribute : Attribute
{
    /// <summary>The event is stored under its type's name in kebab case: <c>AccountOpened</c> becomes <c>account-opened</c>.</summary>
    public DomainEventAttribute()
    {
    }

    /// <summary>The event is stored under <paramref name="name"/>, whatever its type is called.</summary>
    /// <param name="name">The stored name; unique, with the aliases, among all events that a program knows.</param>
    public DomainEventAttribute(string name) => Name = name;

    /// <summary>The stored name, or <see langword="null"/> for the type's name in kebab case.</summary>
    public string? Name { get; }

    /// <summary>The version of the event's shape, from 1. Raise it when the shape changes incompatibly.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Names under which this event was stored before it was renamed; they are read, never written.</summary>
    public string[] Aliases { get; set; } = [];
}

namespace EventSourcing.Compiler;

/// <summary>The JSON of one version of an event: its members, and the types that they refer to by name.</summary>
/// <remarks>The names of types are there for readers: shapes are compared by what the types consist of, so they may be called anything.</remarks>
internal sealed class LockedShape
{
    /// <summary>The members of the event itself, by their JSON names.</summary>
    public SortedDictionary<string, LockedMember> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>The types by the names that <see cref="NamedValue"/>s use.</summary>
    public SortedDictionary<string, LockedType> Types { get; } = new(StringComparer.Ordinal);
}

namespace EventSourcing.Compiler;

/// <summary>A JSON object with members of its own.</summary>
internal sealed class LockedObject : LockedType
{
    /// <summary>The members by their JSON names.</summary>
    public SortedDictionary<string, LockedMember> Members { get; } = new(StringComparer.Ordinal);
}

namespace EventSourcing.Compiler;

/// <summary>An enum.</summary>
/// <param name="underlying">The scalar that is stored, or <see cref="LockFormat.ByName"/>.</param>
internal sealed class LockedEnum(string underlying) : LockedType
{
    /// <summary>The scalar that is stored, or <see cref="LockFormat.ByName"/>.</summary>
    public string Underlying { get; } = underlying;

    /// <summary>Whether its names are stored, and not its numbers.</summary>
    public bool IsByName => Underlying == LockFormat.ByName;

    /// <summary>The numbers of its members, as JSON has them, by name.</summary>
    public SortedDictionary<string, string> Values { get; } = new(StringComparer.Ordinal);
}

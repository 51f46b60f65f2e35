namespace EventSourcing;

/// <summary>Gives a property of a read model an index, or a place in an index over several.</summary>
/// <remarks>The texts and bytes of an index have at most 2,500 bytes together, in UTF-8: longer ones are refused when a row is written.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter, AllowMultiple = true)]
public sealed class IndexedAttribute : Attribute
{
    /// <summary>An index over this property alone.</summary>
    public IndexedAttribute()
    {
    }

    /// <summary>A place in an index over all properties that name the same group.</summary>
    /// <param name="group">What the properties of the index have in common; it is no name in the database.</param>
    public IndexedAttribute(string group) => Group = group;

    /// <summary>What the properties of the index have in common; <see langword="null"/> for an index over this property alone.</summary>
    public string? Group { get; }

    /// <summary>The property's place in the index, from 0; among those of one place the order of declaration counts.</summary>
    public int Order { get; set; }
}

namespace EventSourcing;

/// <summary>Marks the property that is the key of a read model, or one of several that are; without it, <c>Id</c> is.</summary>
/// <remarks>The texts and bytes of a key have at most 2,500 bytes together, in UTF-8.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ReadModelKeyAttribute : Attribute
{
    /// <summary>The property's place in a key of several, from 0; among those of one place the order of declaration counts.</summary>
    public int Order { get; set; }
}

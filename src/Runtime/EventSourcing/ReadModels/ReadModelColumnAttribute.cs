namespace EventSourcing;

/// <summary>Gives the column of a property another name than that of the property in snake case.</summary>
/// <param name="name">The name: 1 to 63 lower-case letters (a to z), digits and underscores, a letter first.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ReadModelColumnAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

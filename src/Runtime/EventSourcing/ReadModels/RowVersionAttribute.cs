namespace EventSourcing;

/// <summary>Marks the property, an <see cref="int"/> or <see cref="long"/>, in which the store counts the changes of a row, and which <see cref="IReadModel{TRow}.UpdateAsync"/> checks.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class RowVersionAttribute : Attribute;

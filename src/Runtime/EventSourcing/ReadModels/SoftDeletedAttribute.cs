namespace EventSourcing;

/// <summary>
/// Marks the property, a <see cref="bool"/> or a <see cref="DateTimeOffset"/> that may be absent, that says whether, or since when, a row is deleted: such rows are kept, and no longer found.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class SoftDeletedAttribute : Attribute;

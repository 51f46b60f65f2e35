namespace EventSourcing;

/// <summary>Marks a member of an event, or of a type that events hold, as personal or otherwise sensitive data.</summary>
/// <remarks>
/// It is a marker for tools that encrypt, mask, export or delete such data, and for the rule ESG0408; what is stored is the same with it. It may stand on
/// the parameter of a positional record as it does on a property, and counts for everything that the member holds.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class SensitiveAttribute : Attribute;

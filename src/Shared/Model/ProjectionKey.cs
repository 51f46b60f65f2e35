namespace EventSourcing.Compiler;

/// <summary>A method of a projection that says to which key an event belongs.</summary>
/// <param name="EventType">The type of event, in code.</param>
/// <param name="Method">The method's name, escaped.</param>
/// <param name="TakesMetadata">Whether the metadata are its second argument.</param>
/// <param name="IsText">Whether it gives a string.</param>
internal sealed record ProjectionKey(string EventType, string Method, bool TakesMetadata, bool IsText);

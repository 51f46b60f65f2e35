namespace EventSourcing.Compiler;

/// <summary>A method that applies an event.</summary>
/// <param name="EventType">The type that it takes, in code.</param>
/// <param name="Method">The method's name, escaped.</param>
/// <param name="TakesState">Whether the state so far is its first argument.</param>
/// <param name="TakesMetadata">Whether the metadata are its last argument.</param>
/// <param name="IsInherited">Whether it belongs to a base class, which is then asked to apply the event.</param>
internal sealed record HandlerModel(string EventType, string Method, bool TakesState, bool TakesMetadata, bool IsInherited);

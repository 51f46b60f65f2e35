namespace EventSourcing.Compiler;

/// <summary>A method of a projection that takes an event, or a run of them.</summary>
/// <param name="EventType">The type of event, in code.</param>
/// <param name="Method">The method's name, escaped.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="TakesRun">Whether it takes a run of events.</param>
/// <param name="TakesContext">Whether the context is an argument.</param>
/// <param name="TakesCancellation">Whether the token is the last argument.</param>
internal sealed record ProjectionHandler(string EventType, string Method, ProjectionReturn Returns, bool TakesRun, bool TakesContext, bool TakesCancellation);

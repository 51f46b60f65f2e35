namespace EventSourcing.Compiler;

/// <summary>What a parameter of a projection's constructor is given.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Text">The type of the service, the mapping of the read model, or the default value, in code.</param>
internal sealed record ProjectionArgument(ProjectionArgumentKind Kind, string Text);

namespace EventSourcing.Compiler;

/// <summary>An argument of the constructor of a row.</summary>
/// <param name="Column">The place of the column that it is; -1 where it is the parameter's default.</param>
/// <param name="Default">The parameter's default, in code.</param>
internal sealed record RowArgument(int Column, string Default);

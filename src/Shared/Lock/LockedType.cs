namespace EventSourcing.Compiler;

/// <summary>A type that values refer to by name.</summary>
internal abstract class LockedType;

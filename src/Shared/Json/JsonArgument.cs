namespace EventSourcing.Compiler;

/// <summary>An argument of the constructor that an object is read with.</summary>
/// <param name="Type">The parameter's type, in code.</param>
/// <param name="Member">The index of the member that it carries; -1 where JSON ignores it.</param>
/// <param name="Default">Its value in code where it carries none.</param>
/// <param name="Suppresses">Whether the parameter refuses a null that the member allows.</param>
internal sealed record JsonArgument(string Type, int Member, string Default, bool Suppresses);

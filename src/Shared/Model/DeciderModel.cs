namespace EventSourcing.Compiler;

/// <summary>What the static <c>Decide</c> methods of an aggregate do with one type of command.</summary>
/// <param name="CommandType">The command's type, in code.</param>
/// <param name="Accessibility">The accessibility that a method with such a parameter can have.</param>
/// <param name="OnState">What <c>Decide(command, state)</c> returns, if there is one.</param>
/// <param name="OnCreation">What <c>Decide(command)</c> returns, if there is one.</param>
/// <param name="HasExecute">Whether the class has an <c>Execute</c> for the command that somebody wrote: that is called, and none is emitted.</param>
internal sealed record DeciderModel(string CommandType, string Accessibility, DecisionKind? OnState, DecisionKind? OnCreation, bool HasExecute);

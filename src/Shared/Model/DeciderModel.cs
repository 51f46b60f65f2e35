namespace EventSourcing.Compiler;

/// <summary>What the static <c>Decide</c> methods of an aggregate do with one type of command.</summary>
/// <param name="CommandType">The command's type, in code.</param>
/// <param name="IsPublic">Whether the command's type is at least as accessible as the aggregate.</param>
/// <param name="OnState">What <c>Decide(command, state)</c> returns, if there is one.</param>
/// <param name="OnCreation">What <c>Decide(command)</c> returns, if there is one.</param>
internal sealed record DeciderModel(string CommandType, bool IsPublic, DecisionKind? OnState, DecisionKind? OnCreation);

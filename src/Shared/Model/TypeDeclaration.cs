namespace EventSourcing.Compiler;

/// <summary>How a user's type is declared again, to add members to it.</summary>
/// <param name="Namespace">The namespace, escaped; empty for the global one.</param>
/// <param name="Containing">The declarations of the types around it, outermost first, such as <c>partial record struct Outer&lt;T&gt;</c>.</param>
/// <param name="Declaration">Its own declaration, such as <c>partial class BankAccount</c>.</param>
/// <param name="FullName">Its name in code, with <c>global::</c> and type parameters.</param>
/// <param name="HintName">Its metadata name made fit for a file name.</param>
internal sealed record TypeDeclaration(
    string Namespace,
    EquatableArray<string> Containing,
    string Declaration,
    string FullName,
    string HintName);

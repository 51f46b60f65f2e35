using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules that leave the state of an aggregate to its events.</summary>
internal static class StateRules
{
    public static readonly DiagnosticDescriptor StateChangedOutsideHandler = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.StateChangedOutsideHandler,
        title: "State is changed outside of a handler",
        messageFormat: "'{0}' changes {1} outside of a handler, so that the change is lost when the aggregate is loaded again; raise an event, and change the state in its handler",
        RuleCategories.Purity,
        DiagnosticSeverity.Warning,
        description: "What is saved are events. A change that no event says is there until the aggregate is loaded again, and then it is gone.");

    public static readonly DiagnosticDescriptor MutableStateIsExposed = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.MutableStateIsExposed,
        title: "An aggregate exposes state that others can change",
        messageFormat: "'{0}' lets others change '{1}' without an event: {2}",
        RuleCategories.Purity,
        DiagnosticSeverity.Warning,
        description: "Whoever can set a member or change a collection of an aggregate goes past its decisions and its events, and what was changed is lost when the aggregate is loaded again.");
}

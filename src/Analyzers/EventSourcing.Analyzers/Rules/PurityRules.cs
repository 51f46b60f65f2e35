using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules that keep a replay from giving another state than the events did at first, and from doing anything twice.</summary>
internal static class PurityRules
{
    public static readonly DiagnosticDescriptor HandlerIsNotDeterministic = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerIsNotDeterministic,
        title: "A handler reads the clock, makes ids or random numbers, or looks at the environment",
        messageFormat: "The handler '{0}' uses '{1}', which gives something else on every replay; take the value before the event is raised, and carry it in the event",
        RuleCategories.Purity,
        DiagnosticSeverity.Error,
        description: "A history that is replayed must lead to the state that it led to at first. What differs from one run to the next is decided once, when the event is raised, and is part of the event.");

    public static readonly DiagnosticDescriptor HandlerHasSideEffect = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerHasSideEffect,
        title: "A handler has a side effect",
        messageFormat: "The handler '{0}' uses '{1}', which would be done again on every replay; do it before the event is raised, or in a projection or subscription",
        RuleCategories.Purity,
        DiagnosticSeverity.Error,
        description: "A handler runs whenever the aggregate is loaded. A file, a request, a query or a message that it writes would be written every time. Logging is reported more softly.");

    public static readonly DiagnosticDescriptor HandlerThrows = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerThrows,
        title: "A handler throws",
        messageFormat: "The handler '{0}' refuses an event that has happened ('{1}'); check before the event is raised",
        RuleCategories.Purity,
        DiagnosticSeverity.Warning,
        description: "What is stored has happened, and nobody can refuse it any more. A handler that throws makes the whole stream unloadable, for ever.");

    public static readonly DiagnosticDescriptor HandlerRaisesEvents = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerRaisesEvents,
        title: "A handler raises events",
        messageFormat: "The handler '{0}' calls '{1}', so that a replay would write history; raise all events of a decision in the method that decides",
        RuleCategories.Purity,
        DiagnosticSeverity.Error,
        description: "Handlers apply what has happened. One that raises events would raise them again on every replay; at run time it throws RaiseNotAllowedException.");

    public static readonly DiagnosticDescriptor HandlerUsesOutsideState = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerUsesOutsideState,
        title: "A handler uses state that does not follow from events",
        messageFormat: "The handler '{0}' uses '{1}', which no replay finds as it was; carry what the handler needs in the event",
        RuleCategories.Purity,
        DiagnosticSeverity.Warning,
        description: "Static state that can change and services of the instance are not part of the history. A handler that reads them gives another state tomorrow, and one that writes them changes what others see.");

    public static readonly DiagnosticDescriptor HandlerKeepsCollection = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerKeepsCollection,
        title: "A handler keeps a mutable collection of its event",
        messageFormat: "The handler '{0}' keeps '{1}' itself, so that whoever changes the state changes the event too; keep a copy",
        RuleCategories.Purity,
        DiagnosticSeverity.Warning,
        description: "An event is shared by the aggregate, the store and every other handler. A collection of it that becomes part of the state is changed with the state.");

    public static readonly DiagnosticDescriptor HandlerDependsOnCulture = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerDependsOnCulture,
        title: "A handler depends on the culture or the time zone of the machine",
        messageFormat: "The handler '{0}' uses '{1}', which depends on the culture or the time zone of the machine; name the culture, or keep the value itself",
        RuleCategories.Purity,
        DiagnosticSeverity.Info,
        description: "The same history must give the same state on every machine. Text that is formatted, parsed or compared without a culture takes that of the machine.");
}

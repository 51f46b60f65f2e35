using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about aggregates and handlers without which nothing can be emitted for them.</summary>
internal static class AggregateRules
{
    public static readonly DiagnosticDescriptor AggregateIsNotPartial = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.AggregateIsNotPartial,
        title: "An aggregate is not partial",
        messageFormat: "The type '{0}' is not partial, so nothing can be emitted for it or for the aggregates in it; add the modifier 'partial'",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "The dispatch of events to handlers is emitted as another part of the class. That needs the modifier 'partial' on the class and on every type that contains it.");

    public static readonly DiagnosticDescriptor HandlerHasWrongSignature = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerHasWrongSignature,
        title: "A handler has a signature that cannot be called",
        messageFormat: "The handler '{0}' cannot be called: {1}; write {2}",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "A handler that is never called loses its event without a word. Its signature must be one that the emitted dispatch can call.");

    public static readonly DiagnosticDescriptor HandlerIsAsynchronous = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerIsAsynchronous,
        title: "A handler is asynchronous",
        messageFormat: "The handler '{0}' is asynchronous, but events are applied one after the other without waiting; apply the event only, and do the rest before it is raised",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "Replay applies thousands of events in order. A handler that returns before it is done loses the order, and an 'async void' one its exceptions too.");

    public static readonly DiagnosticDescriptor DuplicateHandler = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.DuplicateHandler,
        title: "An event has two handlers in one aggregate",
        messageFormat: "The event '{0}' has two handlers in '{1}', this one and '{2}'; keep one of them",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "An event is applied by one handler. Of two, only one would be called, and nothing says which.");

    public static readonly DiagnosticDescriptor HandlersNotPossible = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlersNotPossible,
        title: "A type cannot have handlers",
        messageFormat: "[{0}] on '{1}' has no effect, because {2}; use it in a partial class that derives from AggregateRoot<TId>",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "Handlers are called by code that is emitted into a class derived from AggregateRoot<TId> or AggregateRoot<TId, TState>. Anywhere else nothing would call them.");

    public static readonly DiagnosticDescriptor AggregateCannotBeCreated = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.AggregateCannotBeCreated,
        title: "An aggregate cannot be made for replay",
        messageFormat: "The aggregate '{0}' cannot be made for replay, because {1}; {2}",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "A repository makes an empty aggregate and applies its history to it, without reflection. What the aggregate is must follow from its events alone.");
}

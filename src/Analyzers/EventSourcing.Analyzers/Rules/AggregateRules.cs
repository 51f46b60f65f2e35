using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about aggregates and handlers without which nothing can be emitted for them.</summary>
internal static class AggregateRules
{
    public static readonly DiagnosticDescriptor AggregateIsNotPartial = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.AggregateIsNotPartial,
        title: "An aggregate is not partial",
        messageFormat: "The type '{0}' is not partial, so nothing can be emitted for it or for the aggregates and projections in it; add the modifier 'partial'",
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

    public static readonly DiagnosticDescriptor HandlerReturnsValue = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlerReturnsValue,
        title: "A handler returns a value that nobody uses",
        messageFormat: "The handler '{0}' returns '{1}', and nobody uses what it returns; change the state in the handler and return nothing, or derive from AggregateRoot<TId, TState> and make it static",
        RuleCategories.Correctness,
        DiagnosticSeverity.Warning,
        description: "A handler of an aggregate that is its own state changes the state. What it returns is dropped, so that whoever wrote it expects something that does not happen.");

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

    public static readonly DiagnosticDescriptor TwoAggregatesOfOneCategory = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.TwoAggregatesOfOneCategory,
        title: "Two aggregates have one category",
        messageFormat: "The aggregates '{0}' and '{1}' both have the category '{2}', so that those with one id share a stream; give one of them another category with [Aggregate(\"...\")]",
        RuleCategories.Correctness,
        DiagnosticSeverity.Warning,
        description: "A stream is found by category and id. Two aggregates of one category read each other's events wherever they have the same id.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ExecuteDoesNotFit = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ExecuteDoesNotFit,
        title: "An Execute method stands in the way of a decider",
        messageFormat: "'{0}' decides on '{1}', and its Execute for that command cannot be called for it: {2}; write void Execute(TCommand), or give the method another name",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "For each Decide method, void Execute(TCommand) is emitted, unless the class has its own. One with the same parameter and another form leaves no place for either.");

    public static readonly DiagnosticDescriptor HandlersOverlap = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.HandlersOverlap,
        title: "A handler shadows or overlaps another",
        messageFormat: "The handler '{0}' {1}",
        RuleCategories.Correctness,
        DiagnosticSeverity.Warning,
        description: "An event is applied by its most specific handler. Where there are two of them, or one that can never be the most specific, the code does something else than it says.");
}

using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about projections.</summary>
internal static class ProjectionRules
{
    public static readonly DiagnosticDescriptor ProjectionNotPossible = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ProjectionNotPossible,
        title: "A type cannot be a projection",
        messageFormat: "[{3}] on '{0}' has no effect, because {1}; {2}",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "The dispatch of a projection and what makes its instances are emitted as another part of the class. Where that is not possible, nothing would call its handlers.");

    public static readonly DiagnosticDescriptor ProjectionCannotBeMade = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ProjectionCannotBeMade,
        title: "A projection cannot be made",
        messageFormat: "The projection '{0}' cannot be made, because {1}; {2}",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "An instance is made for each transaction, by emitted code that calls the constructor: with read models that write in that transaction, with services, and with default values.");

    public static readonly DiagnosticDescriptor ProjectionHasNoUsableName = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ProjectionHasNoUsableName,
        title: "A projection has no usable name or version",
        messageFormat: "The projection '{0}' cannot be told from others, because {1}; correct its [Projection]",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "Checkpoints are kept under the name and the version of a projection, for as long as it lives.");

    public static readonly DiagnosticDescriptor TwoProjectionsOfOneName = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.TwoProjectionsOfOneName,
        title: "Two projections have one name and version",
        messageFormat: "The projections '{0}' and '{1}' both are '{2}' version {3}, so that they would share one checkpoint; give one of them another name with [Projection(\"...\")]",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "Of two projections that share a checkpoint, each misses the events that the other has handled.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor ProjectionHandlesNothing = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ProjectionHandlesNothing,
        title: "A projection has no handlers",
        messageFormat: "The projection '{0}' handles no event; give it a method with [Handles], or remove it",
        RuleCategories.Correctness,
        DiagnosticSeverity.Warning,
        description: "A projection is fed with the events that its handlers take. Without any it never does anything, and nobody is told.");

    public static readonly DiagnosticDescriptor ProjectionKeepsState = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ProjectionKeepsState,
        title: "A projection keeps state",
        messageFormat: "The projection '{0}' changes its member '{1}', which is lost with the transaction and not undone with it; keep it in a read model",
        RuleCategories.Correctness,
        DiagnosticSeverity.Warning,
        description: "An instance of a projection is made for each transaction. What it keeps in its fields is gone after it, and what it keeps in static ones is neither undone with it nor known to other nodes.");

    public static readonly DiagnosticDescriptor ProjectionIsNotRepeatable = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ProjectionIsNotRepeatable,
        title: "A projection cannot be built again the same",
        messageFormat: "The projection '{0}' uses '{1}', which gives something else when it is rebuilt; use what the event and its EventContext say",
        RuleCategories.Purity,
        DiagnosticSeverity.Warning,
        description: "A projection is built again from history, by another version or after an error. Rows that depend on the clock, on random numbers or on new ids are others then, and cannot be verified.");

    public static readonly DiagnosticDescriptor WrongPartitionKey = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.WrongPartitionKey,
        title: "A method cannot give partition keys",
        messageFormat: "The method '{0}' cannot give the keys of events: {1}; write static string KeyOf(TEvent), or with another type of key, with an optional EventMetadata",
        RuleCategories.Correctness,
        DiagnosticSeverity.Error,
        description: "Events of one key are handled in order. A method that is never asked leaves them to the keys of their streams, and the order that was meant is lost.");
}

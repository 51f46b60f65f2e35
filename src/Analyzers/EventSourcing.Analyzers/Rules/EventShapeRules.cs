using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about which types can be events, and under which names they are stored.</summary>
internal static class EventShapeRules
{
    public static readonly DiagnosticDescriptor EventIsNotSealed = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventIsNotSealed,
        title: "An event is not sealed",
        messageFormat: "The event '{0}' is not sealed; add the modifier 'sealed', or make it abstract if it is the base of events",
        RuleCategories.Design,
        DiagnosticSeverity.Warning,
        description: "What is stored is the event itself. An object of a derived type would be written without its additional members, and a type that is open cannot be dispatched by one comparison.");

    public static readonly DiagnosticDescriptor EventShapeNotSupported = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventShapeNotSupported,
        title: "A type cannot be an event",
        messageFormat: "The type '{0}' cannot be an event, because {1}; {2}",
        RuleCategories.Design,
        DiagnosticSeverity.Error,
        description: "An event is stored under one name and made again from what is stored. That needs a concrete type without type parameters, which emitted code can name.");

    public static readonly DiagnosticDescriptor EventHoldsWhatIsNoFact = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventHoldsWhatIsNoFact,
        title: "An event holds what is no data",
        messageFormat: "The member '{0}' of type '{1}' is no data: {2}; store the values that it stands for",
        RuleCategories.Design,
        DiagnosticSeverity.Error,
        description: "An event says what has happened, and is read again years later by another process. Aggregates, services, delegates, streams and tasks belong to the process that made them.");

    public static readonly DiagnosticDescriptor MemberComparesByReference = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.MemberComparesByReference,
        title: "A member of an event is compared by reference",
        messageFormat: "The event '{0}' compares '{1}' of type '{2}' by reference, so two events with equal content are not equal; {3}",
        RuleCategories.Design,
        DiagnosticSeverity.Info,
        description: "Records compare their members. A member that is compared by reference makes an event differ from the same event read back from a store, and tests fail for no reason that can be seen.");

    public static readonly DiagnosticDescriptor MemberBelongsToMetadata = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.MemberBelongsToMetadata,
        title: "A member of an event repeats its metadata",
        messageFormat: "The member '{0}' of the event '{1}' belongs to the metadata that travels beside every event: {2}",
        RuleCategories.Design,
        DiagnosticSeverity.Info,
        description: "Every event is stored with its id, its times, its stream and version, and the correlation that it was raised under. A copy in the event's own data can disagree with them.");

    public static readonly DiagnosticDescriptor DuplicateEventName = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.DuplicateEventName,
        title: "Two events are stored under one name",
        messageFormat: "The events '{0}' and '{1}' are both stored or read under the name '{2}'; give one of them another name with [DomainEvent(\"...\")], or remove the alias",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        description: "A stored event is found again by its name. Under a name that two events share, history would be read as the wrong type. Aliases count, and so do the events of referenced assemblies.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor EventHasNoExplicitName = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventHasNoExplicitName,
        title: "An event has no explicit name",
        messageFormat: "The event '{0}' is stored under '{1}' only because its type is called so; pin the name with [DomainEvent(\"{1}\")]",
        RuleCategories.Schema,
        DiagnosticSeverity.Warning,
        description: "Reported only where eventsourcing.require_explicit_name is true. A pinned name stays when the type is renamed; a derived one changes with it, and what is stored is no longer read.");

    public static readonly DiagnosticDescriptor EventIsListedDifferently = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventIsListedDifferently,
        title: "Two catalogs list an event differently",
        messageFormat: "The event '{0}' is listed as '{1}' version {2} by '{3}' and as '{4}' version {5} by '{6}'; mark the type itself with [DomainEvent] and build all of them against it",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        description: "An event of an assembly without a catalog is listed by each assembly that handles it. Where they disagree on its name, the catalog of the program refuses to be built when it starts.",
        WellKnownDiagnosticTags.CompilationEnd);
}

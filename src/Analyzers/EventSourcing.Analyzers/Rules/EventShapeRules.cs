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

    public static readonly DiagnosticDescriptor DuplicateEventName = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.DuplicateEventName,
        title: "Two events are stored under one name",
        messageFormat: "The events '{0}' and '{1}' are both stored or read under the name '{2}'; give one of them another name with [DomainEvent(\"...\")], or remove the alias",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        description: "A stored event is found again by its name. Under a name that two events share, history would be read as the wrong type. Aliases count, and so do the events of referenced assemblies.",
        WellKnownDiagnosticTags.CompilationEnd);
}

using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about how stores, repositories and attributes are used.</summary>
internal static class UseRules
{
    public static readonly DiagnosticDescriptor EventIsNotReadable = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventIsNotReadable,
        title: "An event of another assembly is in no catalog",
        messageFormat: "The event '{0}' cannot be stored: its assembly '{1}' has no catalog, because it is built without the source generator; reference the package EventSourcing there, or handle the event here by its own type",
        RuleCategories.Usage,
        DiagnosticSeverity.Warning,
        description: "Events are written and read by the code that the generator emits into their assembly. An event of an assembly without it is known only where a handler takes exactly its type.");

    public static readonly DiagnosticDescriptor ValueIsNoEvent = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ValueIsNoEvent,
        title: "A value that is no event is appended",
        messageFormat: "'{0}' is no event of any catalog, so that appending it fails; mark the type with [DomainEvent], or handle it",
        RuleCategories.Usage,
        DiagnosticSeverity.Warning,
        description: "A store writes events that its catalog knows: types with [DomainEvent] and types that handlers take, here or in a referenced assembly. Everything else throws UnregisteredEventException.");
}

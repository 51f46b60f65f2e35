using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules that keep what has happened from being changed afterwards.</summary>
internal static class ImmutabilityRules
{
    public static readonly DiagnosticDescriptor EventIsMutable = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventIsMutable,
        title: "An event has a member that can be changed",
        messageFormat: "The event '{0}' can be changed after it has happened: {1}",
        RuleCategories.Design,
        DiagnosticSeverity.Warning,
        description: "An event is shared by the aggregate, the store and every handler. Whoever can change it rewrites history for all of them.");

    public static readonly DiagnosticDescriptor EventHoldsMutableCollection = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventHoldsMutableCollection,
        title: "An event holds a mutable collection",
        messageFormat: "The event '{0}' holds '{1}', whose type '{2}' can be changed after it has happened; {3}",
        RuleCategories.Design,
        DiagnosticSeverity.Warning,
        description: "A get-only property of a mutable collection protects the reference, not the content: whoever holds the event can add, remove and replace.");

    public static readonly DiagnosticDescriptor EventIsMutableInDepth = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventIsMutableInDepth,
        title: "An event holds something that can be changed",
        messageFormat: "The event '{0}' can be changed in depth through '{1}': {2}",
        RuleCategories.Design,
        DiagnosticSeverity.Warning,
        description: "An event is as immutable as what it holds. The message has the whole path from the event to the member that can be changed.");
}

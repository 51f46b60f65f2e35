using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules that prove that whatever was ever stored can still be read.</summary>
internal static class UpcastRules
{
    public static readonly DiagnosticDescriptor NoWayToCurrentVersion = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.NoWayToCurrentVersion,
        title: "A stored version of an event has no way to the current one",
        messageFormat: "No way leads from version {0} of '{1}' to version {2}, the event '{3}'; write an upcaster: a static method with [Upcasts] that takes {4} and returns what the event is today",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        description: "What was stored in an older version stays stored for ever. Without an upcaster from each version that is known, the first such event that is read would fail at run time.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor WrongUpcaster = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.WrongUpcaster,
        title: "An upcaster cannot be used",
        messageFormat: "The upcaster '{0}' cannot be used, because {1}; {2}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        description: "Upcasters are called by emitted code for every stored event of their shape, on every read. From each shape leads one way, it ends at current events, and it depends on what is stored alone.");
}

using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about events that nothing handles, and about which of several handlers does.</summary>
internal static class UnhandledRules
{
    public static readonly DiagnosticDescriptor RaisedEventIsNotHandled = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.RaisedEventIsNotHandled,
        title: "An event is raised and not handled",
        messageFormat: "The event '{0}' is raised by '{1}', which has no handler for it; add one, or say [Aggregate(UnhandledEvents = UnhandledEvents.Ignore)]",
        RuleCategories.Correctness,
        DiagnosticSeverity.Warning,
        description: "An event that an aggregate does not handle changes nothing in it. Raising it throws UnhandledEventException, unless the class says that it ignores such events.");

    public static readonly DiagnosticDescriptor EventIsNeverHandled = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventIsNeverHandled,
        title: "An event is handled nowhere",
        messageFormat: "The event '{0}' is raised and handled nowhere in this project; handle it, or remove it if nothing of it was ever stored",
        RuleCategories.Design,
        DiagnosticSeverity.Info,
        description: "An event without any handler is a handler that somebody forgot, or a contract that nobody needs any more. Projects without handlers are not looked at.",
        WellKnownDiagnosticTags.CompilationEnd);
}

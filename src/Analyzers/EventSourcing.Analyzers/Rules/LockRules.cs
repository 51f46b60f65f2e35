using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules that hold the events to what <c>events.lock.json</c> says is stored.</summary>
internal static class LockRules
{
    public static readonly DiagnosticDescriptor EventIsGone = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventIsGone,
        title: "A stored event is not read any more",
        messageFormat: "Events are stored as '{0}', and nothing reads them: {1}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        description: "Every event in events.lock.json may be in somebody's store. Its name must lead to a type: by being its name, one of its aliases, or the name that an upcaster takes.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor BreakingChange = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.BreakingChange,
        title: "A change breaks stored events",
        messageFormat: "The event '{0}' has changed in a way that breaks stored events: {1}; undo the change, or raise the version and write an upcaster from the old one",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        description: "Stored events have the shape that events.lock.json records. A change with which they could not be read, or would say something else, needs a new version and an upcaster.");

    public static readonly DiagnosticDescriptor NotRecorded = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.NotRecorded,
        title: "events.lock.json lacks a compatible change",
        messageFormat: "The event '{0}' {1}, and events.lock.json does not have it yet; record it with 'dotnet build -t:AcceptEventChanges'",
        RuleCategories.Schema,
        DiagnosticSeverity.Warning,
        description: "Only what events.lock.json records can be held to later. Record each change before events of that shape are stored.");

    public static readonly DiagnosticDescriptor NoDefault = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.NoDefault,
        title: "A new member of a stored event has no default",
        messageFormat: "The event '{0}' has the new member {1} without a default, and stored events lack it; say what it is in those, if only with '= null' or '= default'",
        RuleCategories.Schema,
        DiagnosticSeverity.Warning,
        description: "What an old event says about a new member is a decision. A default that somebody wrote makes it, the zero or null of a type is only left over.");

    public static readonly DiagnosticDescriptor LockFileUnusable = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.LockFileUnusable,
        title: "events.lock.json is missing or cannot be read",
        messageFormat: "The file events.lock.json {0}",
        RuleCategories.Schema,
        DiagnosticSeverity.Error,
        description: "Without the file, no change of an event is compared with what is stored. Where it is required, or is there and broken, that must not pass unseen.",
        WellKnownDiagnosticTags.CompilationEnd);
}

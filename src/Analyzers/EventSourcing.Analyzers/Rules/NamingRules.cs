using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about the names of events.</summary>
internal static class NamingRules
{
    public static readonly DiagnosticDescriptor EventNameIsNotPastTense = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventNameIsNotPastTense,
        title: "The name of an event is not in the past tense",
        messageFormat: "The event '{0}' is not named in the past tense; name it after what has happened, as in '{1}'",
        RuleCategories.Naming,
        DiagnosticSeverity.Warning,
        description: "An event is a fact: it has happened, and nobody can refuse it any more. A name in the past tense says so, and tells events from commands and from data.");

    public static readonly DiagnosticDescriptor EventNameIsAdjectiveAndNoun = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventNameIsAdjectiveAndNoun,
        title: "The name of an event is an adjective and a noun",
        messageFormat: "The event '{0}' is named like a thing that something was done to; name it after what has happened, as in '{1}'",
        RuleCategories.Naming,
        DiagnosticSeverity.Info,
        description: "'RegisteredUser' names a user, 'UserRegistered' names what has happened. The second is the field's habit, and sorts the events of one thing together.");

    public static readonly DiagnosticDescriptor EventNameIsUsedTwice = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.EventNameIsUsedTwice,
        title: "Two events have the same type name",
        messageFormat: "The events '{0}' and '{1}' have the same type name in two namespaces; rename one of them, so that logs, handlers and people can tell them apart",
        RuleCategories.Naming,
        DiagnosticSeverity.Warning,
        description: "Their stored names differ, but code that imports the wrong namespace still compiles, and handles the wrong event.");
}

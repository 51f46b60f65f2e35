using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>Makes the descriptors of all rules alike.</summary>
/// <remarks>The release tracking analyzer knows a factory by this very name.</remarks>
internal static class DiagnosticDescriptorHelper
{
    private const string HelpLinkBase = "https://github.com/eventsourcing-net/eventsourcing/blob/main/docs/diagnostics/";

    /// <summary>Makes the descriptor of a rule that is on by default.</summary>
    /// <param name="id">The id, of <see cref="RuleIdentifiers"/>.</param>
    /// <param name="title">What is wrong, in a few words; also the title of the rule's page.</param>
    /// <param name="messageFormat">What is wrong, with the values in quotes, and what to do.</param>
    /// <param name="category">The category, of <see cref="RuleCategories"/>.</param>
    /// <param name="defaultSeverity">The severity where nothing is configured.</param>
    /// <param name="description">Why this is a rule.</param>
    /// <param name="customTags">Tags of <see cref="WellKnownDiagnosticTags"/>.</param>
    public static DiagnosticDescriptor Create(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity defaultSeverity,
        string description,
        params string[] customTags) =>
        new(id, title, messageFormat, category, defaultSeverity, isEnabledByDefault: true, description, HelpLinkBase + id + ".md", customTags);

    /// <summary>Makes the descriptor of a rule that says nothing until a project asks for it.</summary>
    /// <param name="id">The rule's id, from <see cref="RuleIdentifiers"/>.</param>
    /// <param name="title">One phrase, without full stop.</param>
    /// <param name="messageFormat">What is wrong and what to do, without full stop, arguments quoted.</param>
    /// <param name="category">One of <see cref="RuleCategories"/>.</param>
    /// <param name="defaultSeverity">The severity where the rule is switched on.</param>
    /// <param name="description">Why this is a rule.</param>
    public static DiagnosticDescriptor CreateDisabled(
        string id,
        string title,
        string messageFormat,
        string category,
        DiagnosticSeverity defaultSeverity,
        string description) =>
        new(id, title, messageFormat, category, defaultSeverity, isEnabledByDefault: false, description, HelpLinkBase + id + ".md");
}

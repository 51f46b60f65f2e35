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
}

using System.Threading;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Configuration;

/// <summary>Knows whether a project has switched off a rule that another one gives way to.</summary>
internal static class RuleSeverities
{
    /// <summary>Whether a rule is off for a file, by its configuration or by that of the project.</summary>
    public static bool IsOff(string id, SyntaxTree tree, Compilation compilation, CancellationToken cancellationToken)
    {
        var provider = compilation.Options.SyntaxTreeOptionsProvider;
        if (provider is not null && provider.TryGetDiagnosticValue(tree, id, cancellationToken, out var severity)) return severity == ReportDiagnostic.Suppress;
        if (compilation.Options.SpecificDiagnosticOptions.TryGetValue(id, out severity)) return severity == ReportDiagnostic.Suppress;
        return provider is not null && provider.TryGetGlobalDiagnosticValue(id, cancellationToken, out severity) && severity == ReportDiagnostic.Suppress;
    }
}

using System.Collections.Immutable;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0501: where a project asks for it, every event has its name pinned.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExplicitNameAnalyzer : EventAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [EventShapeRules.EventHasNoExplicitName];

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation) => static (context, type) =>
    {
        // What cannot be an event at all has a diagnostic of its own, and so has a name that is blank.
        if (EventReader.HasExplicitName(type) || EventReader.WhyNotAnEvent(type, context.Compilation.Assembly) is not null) return;
        var location = LocationOf(type, context.Compilation);
        if (location.SourceTree is not { } tree) return;
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree);
        if (!options.TryGetValue(ConfigurationKeys.RequireExplicitName, out var required) || !string.Equals(required.Trim(), "true", StringComparison.OrdinalIgnoreCase)) return;

        var name = EventReader.IdentityOf(type).Name;
        var properties = ImmutableDictionary<string, string?>.Empty.Add(FixHints.StoredName, name);
        context.ReportDiagnostic(Diagnostic.Create(EventShapeRules.EventHasNoExplicitName, location, properties, type.Name, name));
    };
}

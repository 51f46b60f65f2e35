using System.Collections.Immutable;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Members;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0408: what is known of people is marked as such. Off unless a project switches it on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PersonalDataAnalyzer : EventAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [SerializationRules.PersonalDataWithoutMarker];

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation)
    {
        var listed = new ListedNames(ConfigurationKeys.PersonalDataNames);
        var reported = new ReportedOnce();
        return (context, type) =>
        {
            // Below a member that is marked, everything is.
            foreach (var fact in Facts.InDepthOf(type, IsSensitive, context.CancellationToken))
            {
                if (!CanBePersonal(fact.Held) || IsSensitive(fact)) continue;
                var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(fact.Location.SourceTree!);
                if (!PersonalNames.Match(fact.Symbol.Name) && !listed.Has(options, fact.Symbol.Name)) continue;
                if (reported.Add(fact.Symbol)) context.ReportDiagnostic(Diagnostic.Create(SerializationRules.PersonalDataWithoutMarker, fact.Location, fact.Symbol.Name));
            }
        };
    }

    /// <summary>A flag about an address is no address.</summary>
    private static bool CanBePersonal(ITypeSymbol type) => type.SpecialType != SpecialType.System_Boolean && !type.Is("System.Guid");

    private static bool IsSensitive(Fact fact)
    {
        if (fact.Symbol.Attribute(WellKnownNames.SensitiveAttribute) is not null) return true;
        if (fact.Symbol.DeclaringSyntaxReferences.Length == 0) return false;
        foreach (var constructor in fact.Owner.InstanceConstructors)
        {
            foreach (var parameter in constructor.Parameters)
            {
                // The parameter of a positional record, or of a constructor that sets the property.
                if (string.Equals(parameter.Name, fact.Symbol.Name, StringComparison.OrdinalIgnoreCase) && parameter.Attribute(WellKnownNames.SensitiveAttribute) is not null) return true;
            }
        }

        return false;
    }
}

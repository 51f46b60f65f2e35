using System.Collections.Immutable;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0607: events and aggregates are declared in C#; a project in Visual Basic that only uses them is left alone.</summary>
/// <remarks>For F#, which has no analyzers, the package's build targets report the same.</remarks>
#pragma warning disable RS1004 // In C#, annotations are what they are meant for.
#pragma warning disable RS1038 // Nothing that is called from here touches the C# compiler; a build of the packed package holds it.
[DiagnosticAnalyzer(LanguageNames.VisualBasic)]
#pragma warning restore RS1004, RS1038
public sealed class VisualBasicAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] Attributes =
        [WellKnownNames.DomainEventAttribute, WellKnownNames.AggregateAttribute, WellKnownNames.HandlesAttribute, WellKnownNames.ProjectionAttribute, WellKnownNames.UpcastsAttribute];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UseRules.AnnotationsNeedCSharp];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.Language != LanguageNames.VisualBasic || start.Compilation.GetTypeByMetadataName(WellKnownNames.DomainEventAttribute) is null) return;
            start.RegisterSymbolAction(Analyze, SymbolKind.NamedType, SymbolKind.Method);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (var attribute in context.Symbol.GetAttributes())
        {
            foreach (var name in Attributes)
            {
                if (!attribute.AttributeClass.Is(name)) continue;
                var display = attribute.AttributeClass!.Name.Replace("Attribute", "");
                context.ReportDiagnostic(Diagnostic.Create(UseRules.AnnotationsNeedCSharp, Violations.LocationOf(context.Symbol), display, context.Symbol.Name, "Visual Basic"));
                return;
            }
        }
    }
}

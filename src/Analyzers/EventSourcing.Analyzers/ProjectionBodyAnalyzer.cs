using System.Collections.Generic;
using System.Collections.Immutable;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Immutability;
using EventSourcing.Analyzers.Purity;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers;

/// <summary>ESG0706 and ESG0707: what a projection derives is in its read models, and comes out the same when it is built again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProjectionBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ProjectionRules.ProjectionKeepsState, ProjectionRules.ProjectionIsNotRepeatable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is null) return;
            var configuration = new PurityConfiguration(start.Options, start.CancellationToken);
            var mutableTypes = new MutableTypes(start.Compilation);
            start.RegisterSymbolStartAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (!ProjectionReader.IsProjection(type)) return;
                    var bodies = new TypeBodies(type);
                    symbol.RegisterOperationBlockAction(block =>
                    {
                        if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type)) bodies.Add(block.OwningSymbol, block.OperationBlocks);
                    });
                    symbol.RegisterSymbolEndAction(end =>
                    {
                        ReportState(end, bodies);
                        ReportImpurities(end, bodies, configuration, mutableTypes);
                    });
                },
                SymbolKind.NamedType);
        });
    }

    private static void ReportState(SymbolAnalysisContext context, TypeBodies bodies)
    {
        foreach (var method in bodies.Methods)
        {
            // What the constructor sets is there before the first event, in every instance alike.
            if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor) continue;
            foreach (var block in bodies.BodyOf(method))
            {
                foreach (var operation in OperationFacts.InOrder(block))
                {
                    if (Changed(operation, bodies.Type) is { } member)
                        context.ReportDiagnostic(Diagnostic.Create(ProjectionRules.ProjectionKeepsState, OperationFacts.NameOf(operation), bodies.Type.Name, member));
                }
            }
        }
    }

    /// <summary>The member of the projection that an operation changes; <see langword="null"/> where it changes none.</summary>
    private static string? Changed(IOperation operation, INamedTypeSymbol type)
    {
        switch (operation)
        {
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter }:
                // What it was given is a service, and keeps what it keeps.
                return OperationFacts.UseOf(operation).Writes && operation.Parent is not ICoalesceAssignmentOperation ? parameter.Name : null;
            case IPropertyReferenceOperation { Property.IsIndexer: false } or IFieldReferenceOperation:
                var member = OperationFacts.MemberOf(operation)!;
                if (!SymbolEqualityComparer.Default.Equals(member.ContainingType.OriginalDefinition, type.OriginalDefinition)) return null;
                if (!member.IsStatic && !OperationFacts.IsThis(OperationFacts.InstanceOf(operation))) return null;
                return IsChanged(operation) ? member.Name : null;
            default:
                return null;
        }
    }

    /// <summary>What is made once and kept for the rest of the transaction is no state.</summary>
    private static bool IsChanged(IOperation operation) =>
        OperationFacts.UseOf(operation).Writes ? operation.Parent is not ICoalesceAssignmentOperation : Mutations.ChangesContent(operation);

    private static void ReportImpurities(SymbolAnalysisContext context, TypeBodies bodies, PurityConfiguration configuration, MutableTypes mutableTypes)
    {
        var roots = new List<IMethodSymbol>();
        foreach (var method in bodies.Methods)
        {
            if (method.Attribute(WellKnownNames.HandlesAttribute) is not null || method.Attribute(WellKnownNames.PartitionKeyAttribute) is not null) roots.Add(method);
        }

        if (roots.Count == 0) return;
        var found = new PurityEngine(bodies, roots, mutableTypes, context.CancellationToken)
            .Find(root => configuration.SymbolsOf(OptionsFor(context, root)), root => PurityConfiguration.DepthOf(OptionsFor(context, root)));
        foreach (var impurity in found)
        {
            if (impurity.Kind == ImpurityKind.Nondeterministic)
                context.ReportDiagnostic(Diagnostic.Create(ProjectionRules.ProjectionIsNotRepeatable, impurity.Location, bodies.Type.Name, impurity.What));
        }
    }

    private static AnalyzerConfigOptions OptionsFor(SymbolAnalysisContext context, IMethodSymbol root) =>
        context.Options.AnalyzerConfigOptionsProvider.GetOptions(root.DeclaringSyntaxReferences[0].SyntaxTree);
}

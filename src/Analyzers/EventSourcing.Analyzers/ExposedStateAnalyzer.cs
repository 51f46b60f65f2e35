using System.Collections.Immutable;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Immutability;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0307: nobody but the aggregate itself can set its members or change its collections.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExposedStateAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [StateRules.MutableStateIsExposed];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (EventIndex.TryGet(start.Compilation) is null) return;
            var mutableTypes = new MutableTypes(start.Compilation);
            start.RegisterSymbolAction(symbol => Analyze(symbol, mutableTypes), SymbolKind.NamedType);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, MutableTypes mutableTypes)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!Replay.IsAggregate(type)) return;
        foreach (var member in type.GetMembers())
        {
            if (member.IsStatic || member.IsImplicitlyDeclared || !Exposure.IsReachable(member)) continue;
            context.CancellationToken.ThrowIfCancellationRequested();
            switch (member)
            {
                case IFieldSymbol { IsReadOnly: false }:
                    Report(context, member, Exposure.Field, "the field is not private; make it a property with 'private set'");
                    break;
                case IPropertySymbol property when Exposure.HasOpenSetter(property, context.CancellationToken):
                    Report(context, member, Exposure.Setter, "its 'set' accessor is not private; make it 'private set', and change it in handlers");
                    break;
                case IFieldSymbol field when mutableTypes.KindOf(field.Type) != CollectionKind.None:
                    Report(context, member, kind: null, "the collection can be changed; make the field private, and give out a read-only view");
                    break;
                case IPropertySymbol { IsIndexer: false } or IMethodSymbol { MethodKind: MethodKind.Ordinary }:
                    var returned = member is IPropertySymbol given ? given.Type : ((IMethodSymbol)member).ReturnType;
                    var kind = mutableTypes.KindOf(returned);
                    if (kind != CollectionKind.None && Exposure.GivesOutMember(member, context.CancellationToken))
                        Report(context, member, kind.ToString(), $"the collection of type '{returned.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' can be changed; give out a read-only view");
                    break;
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, ISymbol member, string? kind, string what)
    {
        var properties = kind is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(FixHints.Change, kind);
        context.ReportDiagnostic(Diagnostic.Create(
            StateRules.MutableStateIsExposed, Violations.LocationOf(member), properties, member.ContainingType.Name, member.Name, what));
    }
}

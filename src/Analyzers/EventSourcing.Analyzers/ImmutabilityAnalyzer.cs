using System.Collections.Immutable;
using EventSourcing.Analyzers.Immutability;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0201 to ESG0203: nobody can change an event after it has happened, nor anything that it holds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ImmutabilityAnalyzer : EventAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [ImmutabilityRules.EventIsMutable, ImmutabilityRules.EventHoldsMutableCollection, ImmutabilityRules.EventIsMutableInDepth];

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation)
    {
        var mutableTypes = new MutableTypes(compilation);
        return (context, type) => Analyze(context, type, mutableTypes);
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, MutableTypes mutableTypes)
    {
        var location = LocationOf(type, context.Compilation);
        if (location.SourceTree is not { } tree) return;
        var immutableTypes = ImmutableTypeList.Of(context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree));
        var structReported = false;
        foreach (var member in StoredMembers.Of(type))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var isInherited = !SymbolEqualityComparer.Default.Equals(member.Symbol.ContainingType, type);
            var place = isInherited ? location : member.Symbol.Locations[0];
            if (member.Change == MemberChange.WritableRecordStruct)
            {
                // One modifier on the struct mends all of its parameters.
                if (!structReported) ReportChange(context, type, member, location, isInherited);
                structReported = true;
            }
            else if (member.Change != MemberChange.None)
            {
                ReportChange(context, type, member, place, isInherited);
            }

            if (member.Change is not (MemberChange.Subscription or MemberChange.CapturedParameter)) AnalyzeType(context, type, member, place, mutableTypes, immutableTypes);
        }
    }

    private static void AnalyzeType(
        SymbolAnalysisContext context, INamedTypeSymbol type, StoredMember member, Location place, MutableTypes mutableTypes, ImmutableTypeList immutableTypes)
    {
        var held = member.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : member.Type;
        if (held is INamedTypeSymbol named && immutableTypes.Contains(named)) return;

        if (NotFacts.WhatIs(held) is not null) return;
        var kind = mutableTypes.KindOf(held);
        var isCollection = kind != CollectionKind.None;
        var finding = new DepthWalker(mutableTypes, immutableTypes, context.CancellationToken).Find(held, type.Name + "." + member.Symbol.Name, isCollection);

        // What cannot be stored is an error: another type is needed anyhow, and this one need not be reported besides.
        if ((!isCollection && finding is null) || Storability.IsRefused(member.Symbol, held, type.ContainingAssembly)) return;
        if (isCollection)
        {
            var properties = ImmutableDictionary<string, string?>.Empty.Add(FixHints.Change, kind.ToString());
            var display = held.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            Report(context, ImmutabilityRules.EventHoldsMutableCollection, kind == CollectionKind.Bytes, place, properties, type.Name, member.Symbol.Name, display, AdviceFor(kind));
        }

        if (finding is not null)
            Report(context, ImmutabilityRules.EventIsMutableInDepth, finding.IsSoft, place, ImmutableDictionary<string, string?>.Empty, type.Name, finding.Path, finding.Reason);
    }

    private static void ReportChange(SymbolAnalysisContext context, INamedTypeSymbol type, StoredMember member, Location place, bool isInherited)
    {
        var name = $"'{member.Symbol.Name}'" + (isInherited ? $", inherited from '{member.Symbol.ContainingType.Name}'," : "");
        var what = member.Change switch
        {
            MemberChange.SetAccessor when member.Symbol is IPropertySymbol { IsIndexer: true } => "its indexer has a 'set' accessor; use 'init'",
            MemberChange.SetAccessor => $"the property {name} has a 'set' accessor; use 'init'",
            MemberChange.WritableField => $"the field {name} is not readonly; add 'readonly', or use a property with 'init'",
            MemberChange.WritableRecordStruct => "the properties of a record struct can be set; make it a 'readonly record struct'",
            MemberChange.CapturedParameter => $"it assigns its constructor's parameter '{member.Symbol.Name}'; let a method return a value instead",
            _ => $"the event member {name} takes subscribers; remove it",
        };
        var properties = isInherited ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(FixHints.Change, member.Change.ToString());
        Report(context, ImmutabilityRules.EventIsMutable, soft: false, place, properties, type.Name, what);
    }

    private static void Report(
        SymbolAnalysisContext context, DiagnosticDescriptor rule, bool soft, Location place, ImmutableDictionary<string, string?> properties, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(
            rule, place, soft ? DiagnosticSeverity.Info : rule.DefaultSeverity, additionalLocations: null, properties, arguments));

    private static string AdviceFor(CollectionKind kind) => kind switch
    {
        CollectionKind.List => "use IReadOnlyList<T> or ImmutableArray<T>",
        CollectionKind.Set => "use IReadOnlySet<T> or ImmutableHashSet<T>",
        CollectionKind.Dictionary => "use IReadOnlyDictionary<TKey, TValue> or ImmutableDictionary<TKey, TValue>",
        CollectionKind.Bytes => "use ReadOnlyMemory<byte> or ImmutableArray<byte>",
        CollectionKind.Memory => "use ReadOnlyMemory<T>",
        _ => "use an immutable type",
    };
}

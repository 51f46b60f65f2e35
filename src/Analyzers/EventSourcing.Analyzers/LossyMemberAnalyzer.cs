using System.Collections.Immutable;
using EventSourcing.Analyzers.Configuration;
using EventSourcing.Analyzers.Events;
using EventSourcing.Analyzers.Members;
using EventSourcing.Analyzers.Rules;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0406: what is stored still means the same when it is read years later.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LossyMemberAnalyzer : EventAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [SerializationRules.MemberIsLossy];

    private protected override Action<SymbolAnalysisContext, INamedTypeSymbol> Start(Compilation compilation)
    {
        var money = new ListedNames(ConfigurationKeys.MoneyNames);
        var metadata = new ListedNames(ConfigurationKeys.MetadataNames);
        var reported = new ReportedOnce();
        return (context, type) =>
        {
            foreach (var fact in Facts.InDepthOf(type, context.CancellationToken))
            {
                var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(fact.Location.SourceTree!);
                if (LossIn(fact, options, money) is not { } loss) continue;

                // A member that should not be there at all is not mended by another type.
                var isOwn = type.IsOrDerivesFrom(fact.Owner);
                if (isOwn && MetadataMemberAnalyzer.AdviceFor(type, fact, options, metadata) is not null) continue;
                if (reported.Add(fact.Symbol)) context.ReportDiagnostic(Diagnostic.Create(SerializationRules.MemberIsLossy, fact.Location, fact.Symbol.Name, loss.What, loss.Advice));
            }
        };
    }

    private static (string What, string Advice)? LossIn(in Fact fact, AnalyzerConfigOptions options, ListedNames money)
    {
        var stored = ElementOf(fact.Held);
        if (stored.SpecialType == SpecialType.System_DateTime)
            return ("is a DateTime, which is stored without the offset that it was taken at", "use DateTimeOffset, or DateOnly for a day");
        if (stored.SpecialType is SpecialType.System_Double or SpecialType.System_Single)
        {
            return MoneyNames.Match(fact.Symbol.Name) || money.Has(options, fact.Symbol.Name)
                ? ($"looks like an amount of money and is a {stored.ToDisplayString()}, which cannot hold most decimal fractions", "use decimal")
                : null;
        }

        if (stored is not INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration || !IsStoredAsNumber(enumeration)) return null;
        return ($"stores the number of a member of '{enumeration.Name}', which changes its meaning when members are added or moved", "give the enum or the member [JsonConverter(typeof(JsonStringEnumConverter<" + enumeration.Name + ">))]");
    }

    /// <summary>Sets of flags are numbers by nature, and a converter decides otherwise.</summary>
    private static bool IsStoredAsNumber(INamedTypeSymbol enumeration)
    {
        foreach (var attribute in enumeration.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "FlagsAttribute" or "JsonConverterAttribute" }) return false;
        }

        return true;
    }

    /// <summary>What a collection holds, for a dictionary its values; the type itself where it is none.</summary>
    private static ITypeSymbol ElementOf(ITypeSymbol type)
    {
        while (true)
        {
            if (type is IArrayTypeSymbol array) type = array.ElementType;
            else if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
            else if (type is INamedTypeSymbol { TypeArguments.Length: > 0 and <= 2 } collection && type.SpecialType != SpecialType.System_String && JsonCollections.IsEnumerable(collection) && collection.DeclaringSyntaxReferences.Length == 0) type = collection.TypeArguments[collection.TypeArguments.Length - 1];
            else return type;
        }
    }
}

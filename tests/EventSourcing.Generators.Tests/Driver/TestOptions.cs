using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Generators.Tests;

/// <summary>The MSBuild properties that the generator sees.</summary>
internal sealed class TestOptions(string? rootNamespace, bool catalogIsInternal, bool acceptsChanges = false) : AnalyzerConfigOptionsProvider
{
    private readonly Options _global = new(rootNamespace, catalogIsInternal, acceptsChanges);

    public override AnalyzerConfigOptions GlobalOptions => _global;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(null, false, false);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(null, false, false);

    private sealed class Options(string? rootNamespace, bool catalogIsInternal, bool acceptsChanges) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                "build_property.RootNamespace" => rootNamespace,
                "build_property.EventSourcingCatalogIsInternal" => catalogIsInternal ? "true" : null,
                "build_property.EventSourcingAcceptEventChanges" => acceptsChanges ? "true" : null,
                _ => null,
            };
            return value is not null;
        }
    }
}

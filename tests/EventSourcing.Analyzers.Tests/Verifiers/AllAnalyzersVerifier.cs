using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace EventSourcing.Analyzers.Tests.Verifiers;

/// <summary>Runs all analyzers together: one mistake has one id, and what is right has none.</summary>
internal static class AllAnalyzersVerifier
{
    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;
        using EventSourcing;

        """;

    /// <summary>Whether an event is handled is not asked: the cases declare events alone.</summary>
    private const string Configuration = "dotnet_diagnostic.ESG0008.severity = none\ndotnet_diagnostic.ESG0408.severity = none\n";

    public static Task VerifyAsync(string source, string editorConfig = "")
    {
        var test = new Test { ReferenceAssemblies = Compilations.Framework };
        test.TestState.AdditionalReferences.AddRange(Compilations.References);
        test.TestState.Sources.Add(Usings + source);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", Compilations.EditorConfig(Configuration + editorConfig)));
        return test.RunAsync();
    }

    private sealed class Test : CSharpAnalyzerTest<PastTenseAnalyzer, DefaultVerifier>
    {
        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => Providers.Analyzers;

        protected override bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) =>
            !Compilations.IsErrorOfMissingGenerator(diagnostic) && base.IsCompilerDiagnosticIncluded(diagnostic, compilerDiagnostics);
    }
}

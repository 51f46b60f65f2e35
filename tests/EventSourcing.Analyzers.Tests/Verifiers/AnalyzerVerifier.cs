using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace EventSourcing.Analyzers.Tests.Verifiers;

/// <summary>Runs one analyzer over code in which <c>{|ESG0101:…|}</c> marks what it must report; anything else that it reports fails the test.</summary>
internal static class AnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static Task VerifyAsync(string source, params DiagnosticResult[] expected) => Create([source], "", expected).RunAsync();

    public static Task VerifyWithConfigAsync(string source, string editorConfig, params DiagnosticResult[] expected) =>
        Create([source], editorConfig, expected).RunAsync();

    public static Task VerifyFilesAsync(params string[] sources) => Create(sources, "", []).RunAsync();

    /// <summary>Without the runtime package.</summary>
    public static Task VerifyWithoutRuntimeAsync(string source)
    {
        var test = Create([source], "", []);
        test.TestState.AdditionalReferences.Clear();
        test.TestState.AdditionalReferences.AddRange(Basic.Reference.Assemblies.Net100.References.All);
        return test.RunAsync();
    }

    /// <summary>With an events.lock.json, in which <c>{|ESG0503:…|}</c> marks what is reported there.</summary>
    public static Task VerifyWithLockAsync(string locked, string source, params DiagnosticResult[] expected)
    {
        var test = Create([source], "", expected);
        test.TestState.AdditionalFiles.Add(("/events.lock.json", locked));
        return test.RunAsync();
    }

    /// <summary>The test itself, for what it needs besides.</summary>
    public static CSharpAnalyzerTest<TAnalyzer, DefaultVerifier> Create(string[] sources, string editorConfig, DiagnosticResult[] expected)
    {
        var test = new Test { ReferenceAssemblies = Compilations.Framework };
        test.TestState.AdditionalReferences.AddRange(Compilations.References);
        foreach (var source in sources) test.TestState.Sources.Add(source);
        if (editorConfig.Length > 0) test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", Compilations.EditorConfig(editorConfig)));
        test.ExpectedDiagnostics.AddRange(expected);
        return test;
    }

    private sealed class Test : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    {
        protected override bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) =>
            !Compilations.IsErrorOfMissingGenerator(diagnostic) && base.IsCompilerDiagnosticIncluded(diagnostic, compilerDiagnostics);
    }
}

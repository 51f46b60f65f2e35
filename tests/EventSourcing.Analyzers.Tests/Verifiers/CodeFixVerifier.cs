using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace EventSourcing.Analyzers.Tests.Verifiers;

/// <summary>Applies a code fix, alone and through fix-all, and compares the code after it.</summary>
internal static class CodeFixVerifier<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>The fix leads from one code to the other, and so does fix-all.</summary>
    public static Task VerifyAsync(string source, string @fixed, string? equivalenceKey = null, int? iterations = null, string editorConfig = "", string locked = "", string fixedLock = "")
    {
        var test = new Test
        {
            ReferenceAssemblies = Compilations.Framework,
            TestCode = source,
            FixedCode = @fixed,
            CodeActionEquivalenceKey = equivalenceKey,
            NumberOfIncrementalIterations = iterations,
            CodeActionValidationMode = CodeActionValidationMode.SemanticStructure,
        };
        test.TestState.AdditionalReferences.AddRange(Compilations.References);
        test.FixedState.AdditionalReferences.AddRange(Compilations.References);
        if (editorConfig.Length > 0)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", Compilations.EditorConfig(editorConfig)));
            test.FixedState.AnalyzerConfigFiles.Add(("/.editorconfig", Compilations.EditorConfig(editorConfig)));
        }

        if (locked.Length > 0)
        {
            test.TestState.AdditionalFiles.Add(("/events.lock.json", locked));
            test.FixedState.AdditionalFiles.Add(("/events.lock.json", fixedLock.Length > 0 ? fixedLock : locked));
        }

        return test.RunAsync();
    }

    /// <summary>There is a diagnostic, and no fix for it.</summary>
    public static Task VerifyNoFixAsync(string source) => VerifyAsync(source, source);

    private sealed class Test : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    {
        protected override bool IsCompilerDiagnosticIncluded(Diagnostic diagnostic, CompilerDiagnostics compilerDiagnostics) =>
            !Compilations.IsErrorOfMissingGenerator(diagnostic) && base.IsCompilerDiagnosticIncluded(diagnostic, compilerDiagnostics);
    }
}

using System.Collections.Immutable;
using System.Threading;
using EventSourcing.Analyzers.Events;
using EventSourcing.Compiler;
using EventSourcing.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EventSourcing.Analyzers;

/// <summary>ESG0602: the compiler reads what the generator emits, and the runtime is the one that it is emitted for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnvironmentAnalyzer : DiagnosticAnalyzer
{
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [UseRules.EnvironmentDoesNotFit];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Analyze);
    }

    private static void Analyze(CompilationAnalysisContext context)
    {
        if (RuntimeTypes.TryFind(context.Compilation) is not { } types || context.Compilation is not CSharpCompilation { LanguageVersion: var language }) return;
        var runtime = types.DomainEventAttribute.ContainingAssembly.Identity.Version;
        var own = typeof(EnvironmentAnalyzer).Assembly.GetName().Version;
        var isOld = language < OldestLanguage;
        var isOther = (runtime.Major, runtime.Minor, runtime.Build) != (own.Major, own.Minor, own.Build);
        if ((!isOld && !isOther) || !HasMarks(context.Compilation, context.CancellationToken)) return;

        // It is a fact about the project, and no line of it is wrong.
        if (isOld)
        {
            Report(context, $"emitted code needs C# {OldestLanguage.ToDisplayString()}, and the project is compiled as C# {language.ToDisplayString()}", "raise or remove <LangVersion>");
        }

        if (isOther)
        {
            Report(
                context,
                $"the runtime EventSourcing has version {runtime.ToString(3)}, and its generator and analyzers have version {own.ToString(3)}",
                "reference the package EventSourcing in one version, and clean what was restored before");
        }
    }

    private static void Report(CompilationAnalysisContext context, string why, string advice) =>
        context.ReportDiagnostic(Diagnostic.Create(UseRules.EnvironmentDoesNotFit, Location.None, context.Compilation.AssemblyName ?? "", why, advice));

    /// <summary>Whether anything is emitted for the project: who only uses a domain needs nothing of this.</summary>
    private static bool HasMarks(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var (_, marks) in MarkedDeclarations.Of(compilation, cancellationToken))
        {
            if ((marks & (Marks.Event | Marks.Handlers)) != 0) return true;
        }

        return false;
    }
}

using EventSourcing.Analyzers.Tests.Verifiers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Verify = EventSourcing.Analyzers.Tests.Verifiers.AnalyzerVerifier<EventSourcing.Analyzers.EnvironmentAnalyzer>;

namespace EventSourcing.Analyzers.Tests.Use;

[TestOf("ESG0602")]
public sealed class EnvironmentTests
{
    private const string Marked = "[EventSourcing.DomainEvent] public sealed class OrderPlaced { }";

    private static Task VerifyAsync(string source, LanguageVersion language, MetadataReference? runtime, params DiagnosticResult[] expected)
    {
        var test = Verify.Create([source], "", expected);
        test.SolutionTransforms.Add((solution, project) => solution.WithProjectParseOptions(project, new CSharpParseOptions(language)));
        if (runtime is not null)
        {
            test.TestState.AdditionalReferences.Clear();
            test.TestState.AdditionalReferences.AddRange(Basic.Reference.Assemblies.Net100.References.All);
            test.TestState.AdditionalReferences.Add(runtime);
        }

        return test.RunAsync();
    }

    private static MetadataReference Runtime(string version)
    {
        var own = typeof(DomainEventAttribute).Assembly.GetName().Version!;
        var text = version.Replace("own", own.ToString(3), StringComparison.Ordinal);
        var compilation = CSharpCompilation.Create(
            "EventSourcing",
            [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{text}\")] namespace EventSourcing {{ public sealed class DomainEventAttribute : System.Attribute {{ }} }}")],
            Basic.Reference.Assemblies.Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.That(compilation.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    [TestCase(LanguageVersion.CSharp7_3, "7.3")]
    [TestCase(LanguageVersion.CSharp11, "11.0")]
    public Task Reports_languages_that_are_too_old(LanguageVersion language, string name) => VerifyAsync(
        Marked, language, runtime: null,
        new DiagnosticResult("ESG0602", DiagnosticSeverity.Error).WithMessage(
            $"The code that is emitted for 'TestProject' does not fit: emitted code needs C# 12.0, and the project is compiled as C# {name}; raise or remove <LangVersion>"));

    [Test]
    public Task Reports_handlers_alone_too() => VerifyAsync(
        "public class Order { [EventSourcing.Handles] void On(object e) { } }", LanguageVersion.CSharp11, runtime: null, new DiagnosticResult("ESG0602", DiagnosticSeverity.Error));

    [TestCase("9.8.7.0")]
    [TestCase("0.0.1.0")]
    public Task Reports_a_runtime_of_another_version(string version) => VerifyAsync(
        Marked, LanguageVersion.CSharp14, Runtime(version), new DiagnosticResult("ESG0602", DiagnosticSeverity.Error));

    [TestCase(LanguageVersion.CSharp12)]
    [TestCase(LanguageVersion.CSharp14)]
    [TestCase(LanguageVersion.Preview)]
    public Task Accepts_languages_that_are_new_enough(LanguageVersion language) => VerifyAsync(Marked, language, runtime: null);

    [TestCase("own.0")]
    [TestCase("own.5")]
    public Task Accepts_the_same_version(string version) => VerifyAsync(Marked, LanguageVersion.CSharp14, Runtime(version));

    [Test]
    public Task Accepts_any_language_where_nothing_is_emitted() => VerifyAsync("public class Plain { }", LanguageVersion.CSharp7_3, runtime: null);

    [Test]
    public Task Can_be_switched_off_for_the_project()
    {
        var test = Verify.Create([Marked], "", []);
        test.SolutionTransforms.Add((solution, project) => solution
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.CSharp11))
            .WithProjectCompilationOptions(project, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, specificDiagnosticOptions: [new("ESG0602", ReportDiagnostic.Suppress)])));
        return test.RunAsync();
    }
}

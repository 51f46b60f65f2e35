using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Generators.Tests;

/// <summary>A project in memory, compiled as strictly as a user can.</summary>
internal sealed class TestProject
{
    private static readonly PortableExecutableReference Runtime = MetadataReference.CreateFromFile(typeof(DomainEventAttribute).Assembly.Location);

    private readonly List<(string Path, string Text)> _sources = [];
    private readonly List<MetadataReference> _references = [.. Net100.References.All, Runtime];

    public TestProject(string name, params string[] sources)
    {
        Name = name;
        RootNamespace = name;
        for (var i = 0; i < sources.Length; i++) _sources.Add(($"/{name}/File{i}.cs", sources[i]));
    }

    public string Name { get; }

    public string? RootNamespace { get; init; }

    public bool CatalogIsInternal { get; init; }

    /// <summary>Whether the build records the events.</summary>
    public bool AcceptsChanges { get; init; }

    /// <summary>The text of events.lock.json.</summary>
    public string? Lock { get; init; }

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp14;

    public bool IsShuffled { get; init; }

    public bool IsProgram { get; init; }

    /// <summary>Whether public types must have documentation.</summary>
    public bool IsDocumented { get; init; } = true;

    public CSharpParseOptions ParseOptions => new(LanguageVersion, IsDocumented ? DocumentationMode.Diagnose : DocumentationMode.Parse);

    public TestProject Referencing(params MetadataReference[] references)
    {
        _references.AddRange(references);
        return this;
    }

    public CSharpCompilation Compilation()
    {
        var trees = _sources
            .Select(s => CSharpSyntaxTree.ParseText(s.Text, ParseOptions, s.Path, System.Text.Encoding.UTF8))
            .Prepend(CSharpSyntaxTree.ParseText(Usings, ParseOptions, $"/{Name}/Usings.cs", System.Text.Encoding.UTF8));
        return CSharpCompilation.Create(
            Name,
            IsShuffled ? trees.Reverse() : trees,
            _references,
            new CSharpCompilationOptions(
                IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error,
                warningLevel: 9999,

                // Passed over as the SDK does: a reference that was built against an earlier framework.
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));
    }

    public GeneratorDriver Driver(bool tracks = false) => CSharpGeneratorDriver.Create(
        [new EventSourcingGenerator().AsSourceGenerator()],
        additionalTexts: Lock is null ? [] : [new TestFile("/project/events.lock.json", Lock)],
        optionsProvider: new TestOptions(RootNamespace, CatalogIsInternal, AcceptsChanges),
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));

    public TestResult Run()
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(Compilation(), out var output, out var diagnostics);
        Assert.That(diagnostics, Is.Empty, "the generator reports nothing");
        var result = driver.GetRunResult().Results.Single();
        Assert.That(result.Exception, Is.Null);
        return new TestResult((CSharpCompilation)output, result.GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString()));
    }

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using EventSourcing;
        """;
}

using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Generators.Tests;

/// <summary>What came of a project: the compilation with what was emitted, and the emitted files by hint name.</summary>
internal sealed class TestResult(CSharpCompilation compilation, IReadOnlyDictionary<string, string> sources)
{
    public CSharpCompilation Compilation { get; } = compilation;

    public IReadOnlyDictionary<string, string> Sources { get; } = sources;

    /// <summary>Everything that the compiler says, from warnings upwards.</summary>
    public IReadOnlyList<Diagnostic> Problems => [.. Compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];

    public TestResult MustCompile()
    {
        Assert.That(Problems.Select(p => $"{p}: {p.Location.SourceTree?.GetText().Lines[p.Location.GetLineSpan().StartLinePosition.Line]}"), Is.Empty);
        return this;
    }

    public PortableExecutableReference Reference() => MetadataReference.CreateFromImage(Image());

    public byte[] Image()
    {
        using var image = new MemoryStream();
        var emitted = Compilation.WithOptions(Compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image);
        Assert.That(emitted.Success, Is.True, () => string.Join("\n", emitted.Diagnostics));
        return image.ToArray();
    }

    /// <summary>Loads the assembly, after those that it references, and gets the catalog of its class of that name.</summary>
    public EventCatalog LoadCatalog(string catalogClass, params TestResult[] references)
    {
        var context = new AssemblyLoadContext(Compilation.AssemblyName, isCollectible: true);
        foreach (var reference in references) context.LoadFromStream(new MemoryStream(reference.Image()));
        var assembly = context.LoadFromStream(new MemoryStream(Image()));
        var catalog = assembly.GetType(catalogClass, throwOnError: true)!.GetProperty("Catalog", BindingFlags.Public | BindingFlags.Static)!;
        return (EventCatalog)catalog.GetValue(null)!;
    }
}

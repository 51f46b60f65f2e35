using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace EventSourcing.Analyzers.Tests.Verifiers;

/// <summary>What the code under test is compiled against: .NET 10 and the runtime package.</summary>
internal static class Compilations
{
    /// <summary>Names .NET 10 and restores nothing: the assemblies are those of <see cref="References"/>.</summary>
    public static ReferenceAssemblies Framework { get; } = new("net10.0");

    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(DomainEventAttribute).Assembly.Location)];

    /// <summary>Whether the compiler asks for a member that only the generator can write, which does not run here.</summary>
    public static bool IsErrorOfMissingGenerator(Diagnostic diagnostic) => diagnostic.Id is "CS0534" or "CS0535";

    /// <summary>An <c>.editorconfig</c> for all files.</summary>
    public static string EditorConfig(string lines) => "root = true\n[*.cs]\n" + lines + "\n";

    /// <summary>A referenced assembly, compiled of source.</summary>
    public static MetadataReference Library(string name, string source, params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(source)], [.. References, .. references], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success ? MetadataReference.CreateFromImage(stream.ToArray()) : throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }
}

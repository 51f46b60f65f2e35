using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EventSourcing.Generators;

/// <summary>
/// What a project declares: all that decides what is emitted for it. Two of them are equal while nobody changes more than the bodies of methods, and so
/// nothing of the pipeline runs after most keystrokes; see decision 0011.
/// </summary>
internal sealed class ProjectDeclarations : IEquatable<ProjectDeclarations>
{
    private readonly string _assemblyName;
    private readonly ImmutableArray<SyntaxTree> _trees;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly CSharpCompilationOptions _options;
    private CSharpCompilation? _compilation;

    private ProjectDeclarations(CSharpCompilation compilation)
    {
        _assemblyName = compilation.AssemblyName ?? "";
        _trees = compilation.SyntaxTrees;
        _references = compilation.ExternalReferences;
        _options = compilation.Options;
        _compilation = compilation;
    }

    /// <summary>The declarations of a compilation.</summary>
    public static ProjectDeclarations Of(Compilation compilation) => new((CSharpCompilation)compilation);

    /// <summary>Reads something from the symbols.</summary>
    /// <param name="read">Reads, and keeps nothing of the compilation in what it returns.</param>
    /// <remarks>
    /// The compilation is let go of afterwards, since the pipeline keeps this object for as long as nothing is declared anew. Whoever reads once more gets
    /// another compilation of the same declarations.
    /// </remarks>
    public T Read<T>(Func<CSharpCompilation, T> read)
    {
        var result = read(_compilation ?? CSharpCompilation.Create(_assemblyName, _trees, _references, _options));
        _compilation = null;
        return result;
    }

    /// <inheritdoc/>
    public bool Equals(ProjectDeclarations? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || _assemblyName != other._assemblyName || !_options.Equals(other._options)) return false;
        return HasSameReferences(other) && HasSameTrees(other);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ProjectDeclarations);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((_assemblyName.GetHashCode() * 31) + _trees.Length);

    private bool HasSameReferences(ProjectDeclarations other)
    {
        if (_references.Length != other._references.Length) return false;
        for (var i = 0; i < _references.Length; i++)
        {
            if (!_references[i].Equals(other._references[i])) return false;
        }

        return true;
    }

    private bool HasSameTrees(ProjectDeclarations other)
    {
        if (_trees.Length != other._trees.Length) return false;
        for (var i = 0; i < _trees.Length; i++)
        {
            var (tree, otherTree) = (_trees[i], other._trees[i]);
            if (ReferenceEquals(tree, otherTree)) continue;
            if (tree.FilePath != otherTree.FilePath || !tree.Options.Equals(otherTree.Options)) return false;

            // The compiler's own notion: all but the bodies of members and the initializers of fields that are not constant.
            if (!tree.IsEquivalentTo(otherTree, topLevel: true)) return false;
        }

        return true;
    }
}

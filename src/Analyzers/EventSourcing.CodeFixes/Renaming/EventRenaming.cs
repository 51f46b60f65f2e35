using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace EventSourcing.CodeFixes.Renaming;

/// <summary>Renames the type of an event everywhere, and pins the name under which it is stored, so that what is stored stays readable.</summary>
internal static class EventRenaming
{
    /// <summary>Whether the type can have this name: no other type or namespace beside it has it already.</summary>
    public static bool IsFree(INamedTypeSymbol type, string newName) => type.ContainingType is { } outer
        ? outer.GetMembers(newName).IsEmpty && outer.Name != newName
        : !type.ContainingNamespace.GetMembers(newName).Any();

    /// <summary>Pins the stored name and renames the type.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="projectId">The project that declares the type.</param>
    /// <param name="metadataName">The type's full metadata name.</param>
    /// <param name="newName">The new simple name.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The changed solution; the same one where the type is not there any more or the name is taken.</returns>
    public static async Task<Solution> ApplyAsync(Solution solution, ProjectId projectId, string metadataName, string newName, CancellationToken cancellationToken)
    {
        if (await FindAsync(solution, projectId, metadataName, cancellationToken).ConfigureAwait(false) is not { } type || !IsFree(type, newName)) return solution;

        var pinned = await PinStoredNameAsync(solution, type, cancellationToken).ConfigureAwait(false);
        if (await FindAsync(pinned, projectId, metadataName, cancellationToken).ConfigureAwait(false) is not { } pinnedType) return solution;
        return await Renamer.RenameSymbolAsync(pinned, pinnedType, new SymbolRenameOptions(), newName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The full metadata name of a type, by which it is found again in a changed solution.</summary>
    public static string MetadataNameOf(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer) return MetadataNameOf(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : type.ContainingNamespace.ToDisplayString(NamespaceFormat) + "." + type.MetadataName;
    }

    private static SymbolDisplayFormat NamespaceFormat { get; } = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private static async Task<INamedTypeSymbol?> FindAsync(Solution solution, ProjectId projectId, string metadataName, CancellationToken cancellationToken)
    {
        if (solution.GetProject(projectId) is not { } project) return null;
        var compilation = await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        return compilation?.Assembly.GetTypeByMetadataName(metadataName);
    }

    private static async Task<Solution> PinStoredNameAsync(Solution solution, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var storedName = KebabCase.From(type.Name);
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() != WellKnownNames.DomainEventAttribute) continue;
            if (attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is string) return solution;
            if (attribute.ApplicationSyntaxReference is not { } reference) return solution;
            var syntax = (AttributeSyntax)await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
            return await ReplaceAsync(solution, syntax, DomainEventSyntax.WithName(syntax, storedName), cancellationToken).ConfigureAwait(false);
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not TypeDeclarationSyntax declaration) continue;
            if (solution.GetDocument(declaration.SyntaxTree) is not { } document) continue;
            var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
            var marked = DomainEventSyntax.AddTo(declaration, storedName, declaration, model!);
            return await ReplaceAsync(solution, declaration, marked, cancellationToken).ConfigureAwait(false);
        }

        return solution;
    }

    private static async Task<Solution> ReplaceAsync(Solution solution, SyntaxNode node, SyntaxNode replacement, CancellationToken cancellationToken)
    {
        var document = solution.GetDocument(node.SyntaxTree);
        if (document is null) return solution;
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return solution.WithDocumentSyntaxRoot(document.Id, root!.ReplaceNode(node, replacement));
    }
}

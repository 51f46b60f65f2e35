using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Aggregates;

/// <summary>ESG0010: adds a private constructor without parameters, before the first constructor there is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddConstructorCodeFixProvider))]
[Shared]
public sealed class AddConstructorCodeFixProvider : SyntaxCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.AggregateCannotBeCreated];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) =>
        [("Add a private constructor for replay", "AddPrivateConstructor")];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration) return;
        if (context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type || !CanAddTo(type)) return;
        edits.Add(declaration, AddTo);
    }

    private static bool CanAddTo(INamedTypeSymbol type)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            // A class with a primary constructor needs values for it, and nobody knows them.
            if (constructor.Parameters.Length == 0) return false;
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax() is TypeDeclarationSyntax) return false;
            }
        }

        if (type.BaseType is not { } baseType) return true;
        foreach (var constructor in baseType.InstanceConstructors)
        {
            if (constructor.Parameters.Length == 0 && constructor.DeclaredAccessibility != Accessibility.Private) return true;
        }

        return false;
    }

    private static ClassDeclarationSyntax AddTo(ClassDeclarationSyntax declaration)
    {
        var constructor = ConstructorDeclaration(declaration.Identifier.WithoutTrivia())
            .WithModifiers(TokenList(Token(SyntaxKind.PrivateKeyword)))
            .WithBody(Block())
            .WithAdditionalAnnotations(Formatter.Annotation);
        var members = declaration.Members;
        var index = members.IndexOf(static member => member is ConstructorDeclarationSyntax);
        if (index < 0) index = 0;
        return declaration.WithMembers(members.Insert(index, constructor));
    }
}

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

namespace EventSourcing.CodeFixes.Serialization;

/// <summary>ESG0402: marks the constructor that takes the most members of the type with [JsonConstructor], if there is exactly one such.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JsonConstructorCodeFixProvider))]
[Shared]
public sealed class JsonConstructorCodeFixProvider : SyntaxCodeFixProvider
{
    private const string Space = "System.Text.Json.Serialization";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.NoUsableConstructor];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) => [("Read it with this constructor: [JsonConstructor]", "MarkConstructor")];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration) return;
        if (context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type) return;
        if (BestOf(type)?.DeclaringSyntaxReferences is not [{ } reference] || reference.SyntaxTree != context.Root.SyntaxTree) return;
        var isImported = context.Root is CompilationUnitSyntax { Usings.Count: > 0 };
        if (context.Root is CompilationUnitSyntax { Usings.Count: > 0 } unit) edits.Add(unit, static current => UsingDirectives.Add(current, Space));
        var lineEnd = LineEnds.Of(context.Root);
        switch (reference.GetSyntax(context.CancellationToken))
        {
            case ConstructorDeclarationSyntax constructor:
                edits.Add(constructor, c => Mark(c, isImported, lineEnd));
                break;
            case TypeDeclarationSyntax primary:
                edits.Add(primary, p => MarkPrimary(p, isImported, lineEnd));
                break;
        }
    }

    /// <summary>The constructor whose parameters all have members, and that has more of them than every other such one.</summary>
    private static IMethodSymbol? BestOf(INamedTypeSymbol type)
    {
        IMethodSymbol? best = null;
        var isUnique = true;
        foreach (var constructor in type.InstanceConstructors)
        {
            // Where one is marked already, another mark makes it no clearer.
            foreach (var attribute in constructor.GetAttributes())
            {
                if (attribute.AttributeClass?.Name == "JsonConstructorAttribute") return null;
            }

            if (constructor.IsImplicitlyDeclared || !IsCarried(type, constructor)) continue;
            if (best is not null && constructor.Parameters.Length < best.Parameters.Length) continue;
            isUnique = best is null || constructor.Parameters.Length > best.Parameters.Length;
            best = constructor;
        }

        return isUnique ? best : null;
    }

    private static bool IsCarried(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind != RefKind.None || !HasMember(type, parameter)) return false;
        }

        return true;
    }

    private static bool HasMember(INamedTypeSymbol type, IParameterSymbol parameter)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property
                    && string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                    && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type)) return true;
            }
        }

        return false;
    }

    private static ConstructorDeclarationSyntax Mark(ConstructorDeclarationSyntax constructor, bool isImported, SyntaxTrivia lineEnd)
    {
        var leading = constructor.GetLeadingTrivia();
        return constructor.WithLeadingTrivia()
            .WithAttributeLists(constructor.AttributeLists.Insert(0, Attribute(isImported, null, lineEnd)))
            .WithLeadingTrivia(leading)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static TypeDeclarationSyntax MarkPrimary(TypeDeclarationSyntax type, bool isImported, SyntaxTrivia lineEnd)
    {
        var leading = type.GetLeadingTrivia();
        var bare = type.WithLeadingTrivia();
        return ((TypeDeclarationSyntax)bare.WithAttributeLists(bare.AttributeLists.Insert(0, Attribute(isImported, AttributeTargetSpecifier(Token(SyntaxKind.MethodKeyword)), lineEnd))))
            .WithLeadingTrivia(leading)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static AttributeListSyntax Attribute(bool isImported, AttributeTargetSpecifierSyntax? target, SyntaxTrivia lineEnd) =>
        AttributeList(target, SingletonSeparatedList(SyntaxFactory.Attribute(ParseName(isImported ? "JsonConstructor" : $"global::{Space}.JsonConstructor"))))
            .WithTrailingTrivia(lineEnd);
}

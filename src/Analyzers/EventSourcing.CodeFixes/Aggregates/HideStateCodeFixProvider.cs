using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.CodeFixes.Events;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Aggregates;

/// <summary>ESG0307: makes a setter private, a field a property with a private setter, and the type of a collection that is given out a read-only one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HideStateCodeFixProvider))]
[Shared]
public sealed class HideStateCodeFixProvider : SyntaxCodeFixProvider
{
    private const string PrivateSetter = nameof(PrivateSetter);
    private const string ReadOnlyView = nameof(ReadOnlyView);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.MutableStateIsExposed];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(FixHints.Change, out var change) || change is null) return [];
        return change is Exposure.Field or Exposure.Setter ? [("Make the setter private", PrivateSetter)] : [("Give out a read-only view", ReadOnlyView)];
    }

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        diagnostic.Properties.TryGetValue(FixHints.Change, out var change);
        var node = context.Root.FindNode(diagnostic.Location.SourceSpan);
        switch (node)
        {
            case PropertyDeclarationSyntax property when change == Exposure.Setter:
                HideSetter(edits, property, context);
                break;
            case VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } when change == Exposure.Field:
                if (field.Declaration.Variables.Count == 1 && !field.Modifiers.Any(SyntaxKind.VolatileKeyword)) edits.Add(field, static current => PropertyOf(current));
                break;
            case PropertyDeclarationSyntax property:
                GiveReadOnly(edits, property, property.Type, change, context);
                break;
            case MethodDeclarationSyntax method:
                GiveReadOnly(edits, method, method.ReturnType, change, context);
                break;
        }
    }

    private static void HideSetter(SyntaxEdits edits, PropertyDeclarationSyntax property, FixContext context)
    {
        if (context.Model.GetDeclaredSymbol(property, context.CancellationToken) is not { SetMethod: not null } symbol || IsAskedFor(symbol)) return;
        foreach (var accessor in property.AccessorList?.Accessors ?? [])
        {
            if (!accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) continue;
            edits.Add(accessor, static current =>
            {
                var leading = current.GetLeadingTrivia();
                return current.WithLeadingTrivia().WithModifiers(TokenList(Token(SyntaxKind.PrivateKeyword).WithTrailingTrivia(Space))).WithLeadingTrivia(leading);
            });
        }
    }

    /// <summary>Whether an interface or a base class asks for the setter.</summary>
    private static bool IsAskedFor(IPropertySymbol property)
    {
        if (property.IsVirtual || property.IsRequired) return true;
        foreach (var implemented in property.ContainingType.AllInterfaces)
        {
            foreach (var member in implemented.GetMembers(property.Name))
            {
                if (member is IPropertySymbol { SetMethod: not null } && SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(member), property)) return true;
            }
        }

        return false;
    }

    private static PropertyDeclarationSyntax PropertyOf(FieldDeclarationSyntax field)
    {
        var variable = field.Declaration.Variables[0];
        var accessors = AccessorList(List(
        [
            AccessorDeclaration(SyntaxKind.GetAccessorDeclaration).WithSemicolonToken(Token(SyntaxKind.SemicolonToken)),
            AccessorDeclaration(SyntaxKind.SetAccessorDeclaration).WithModifiers(TokenList(Token(SyntaxKind.PrivateKeyword))).WithSemicolonToken(Token(SyntaxKind.SemicolonToken)),
        ]));
        return PropertyDeclaration(field.Declaration.Type, variable.Identifier.WithoutTrivia())
            .WithAttributeLists(field.AttributeLists)
            .WithModifiers(field.Modifiers)
            .WithAccessorList(accessors)
            .WithInitializer(variable.Initializer)
            .WithSemicolonToken(variable.Initializer is null ? default : Token(SyntaxKind.SemicolonToken))
            .WithLeadingTrivia(field.GetLeadingTrivia())
            .WithTrailingTrivia(field.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static void GiveReadOnly(SyntaxEdits edits, MemberDeclarationSyntax member, TypeSyntax type, string? kind, FixContext context)
    {
        // A property that holds the collection itself would not let the handlers change it any more.
        if (member is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } accessors } && IsAuto(accessors)) return;
        if (CollectionReplacement.For(kind) is not [var replacement, ..] || kind == "Bytes") return;
        if (replacement.TypeFor(type, context, out var missingNamespace) is not { } view) return;
        if (!Fits(member, type, replacement, context)) return;
        if (missingNamespace is not null && context.Root is CompilationUnitSyntax { Usings.Count: > 0 } unit) edits.Add(unit, current => UsingDirectives.Add(current, missingNamespace));
        edits.Add(type, current => view.WithTriviaFrom(current));
    }

    /// <summary>Whether everything that is returned converts to the view: <c>IList&lt;T&gt;</c>, for one, does not.</summary>
    private static bool Fits(MemberDeclarationSyntax member, TypeSyntax type, CollectionReplacement replacement, FixContext context)
    {
        var arguments = context.Model.GetTypeInfo(type, context.CancellationToken).Type switch
        {
            IArrayTypeSymbol array => ImmutableArray.Create(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments,
            _ => [],
        };
        if (context.Model.Compilation.GetTypeByMetadataName(replacement.TypeName + "`" + arguments.Length) is not { } definition) return false;
        var view = definition.Construct([.. arguments]);
        foreach (var returned in Exposure.ReturnedBy(member))
        {
            if (!context.Model.ClassifyConversion(returned, view).IsImplicit) return false;
        }

        return true;
    }

    private static bool IsAuto(AccessorListSyntax list) =>
        list.Accessors.Any(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration) && accessor.Body is null && accessor.ExpressionBody is null);
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using EventSourcing.Analyzers;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Projections;

/// <summary>ESG0709: marks a member of rows without a key with [ReadModelKey]. Those that look most like one are offered.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkKeyCodeFixProvider))]
[Shared]
public sealed class MarkKeyCodeFixProvider : SyntaxCodeFixProvider
{
    private const int MostOffered = 3;
    private const string Attribute = "ReadModelKey";

    // From what is a key almost always to what often is one.
    private static readonly string[] Endings = ["Id", "Key", "Number", "Code", "Name", ""];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.RowsNotPossible];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) => [];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic, FixContext context) => TypeAt(diagnostic, context).Type is { } type
        ? Candidates(type, context).Take(MostOffered).Select(static member => ($"Make '{member.Name}' the key: [{Attribute}]", member.Name))
        : [];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        var (declaration, type) = TypeAt(diagnostic, context);
        if (declaration is null || type is null) return;
        if (Candidates(type, context).FirstOrDefault(member => member.Name == key) is not { } chosen) return;
        var isImported = context.Model.LookupNamespacesAndTypes(declaration.SpanStart, name: $"{Attribute}Attribute").Any(static found => found.ToDisplayString() == WellKnownNames.ReadModelKeyAttribute);
        var name = isImported ? Attribute : $"global::{WellKnownNames.RuntimeNamespace}.{Attribute}";
        switch (chosen.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken))
        {
            case ParameterSyntax parameter:
                edits.Add(parameter, current => current.WithLeadingTrivia().WithAttributeLists(current.AttributeLists.Insert(0, List(name))).WithLeadingTrivia(current.GetLeadingTrivia()));
                break;
            case PropertyDeclarationSyntax property:
                edits.Add(property, current => ((PropertyDeclarationSyntax)current.WithLeadingTrivia()).WithAttributeLists(current.AttributeLists.Insert(0, List(name))).WithLeadingTrivia(current.GetLeadingTrivia()));
                break;
        }
    }

    private static (TypeDeclarationSyntax? Declaration, INamedTypeSymbol? Type) TypeAt(Diagnostic diagnostic, FixContext context)
    {
        if (!diagnostic.Properties.ContainsKey(FixHints.NoKey)) return default;
        var declaration = context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>();
        return (declaration, declaration is null ? null : context.Model.GetDeclaredSymbol(declaration, context.CancellationToken));
    }

    private static IEnumerable<IPropertySymbol> Candidates(INamedTypeSymbol type, FixContext context) => type.GetMembers()
        .OfType<IPropertySymbol>()
        .Where(property => property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, DeclaringSyntaxReferences: [var at] } && at.SyntaxTree == context.Root.SyntaxTree)
        .Where(static property => property.SetMethod is not null && CanBeKey(property.Type))
        .OrderBy(property => Rank(property.Name, type.Name));

    // The key of an order's totals is its order's id sooner than another one's.
    private static int Rank(string name, string type)
    {
        var ending = Array.FindIndex(Endings, end => name.EndsWith(end, StringComparison.Ordinal));
        return (ending * 2) + (ending < Endings.Length - 1 && type.StartsWith(name.Substring(0, name.Length - Endings[ending].Length), StringComparison.Ordinal) ? 0 : 1);
    }

    private static bool CanBeKey(ITypeSymbol type) => !RowTypeReader.MayBeNull(type) && type switch
    {
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: SpecialType.System_String or SpecialType.System_Decimal or SpecialType.System_DateTime or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64) } => true,
        { Name: "Guid" or "DateOnly" or "DateTimeOffset", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => true,
        _ => type.GetAttributes().Any(static attribute => attribute.AttributeClass?.ToDisplayString() == WellKnownNames.EventValueAttribute),
    };

    private static AttributeListSyntax List(string name) => AttributeList(SingletonSeparatedList(SyntaxFactory.Attribute(ParseName(name)))).WithTrailingTrivia(Space);
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using EventSourcing.Analyzers;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace EventSourcing.CodeFixes.Aggregates;

/// <summary>ESG0007: marks the method that only lacks the attribute, or writes the handler that is missing, named and styled as those that are there, behind the last of them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddHandlerCodeFixProvider))]
[Shared]
public sealed class AddHandlerCodeFixProvider : SyntaxCodeFixProvider
{
    private const string DefaultName = "On";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.RaisedEventIsNotHandled];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) => [("Add a handler", "AddHandler")];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        var node = context.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration) return;
        if (context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type || RootOf(type) is not { } root) return;
        if (EventAt(node, context) is not { } @event) return;
        var position = declaration.OpenBraceToken.SpanStart;
        if (declaration.OpenBraceToken.IsKind(SyntaxKind.None)) return;
        var eventName = @event.ToMinimalDisplayString(context.Model, position);
        var state = root.Arity == 2 ? root.TypeArguments[1].ToMinimalDisplayString(context.Model, position) : null;
        var name = NameOfHandlers(type);
        var newLine = NewLineOf(context.Root);
        if (UnmarkedIn(declaration, name, @event, root, context) is { } unmarked)
        {
            edits.Add(unmarked, static method => Marked(method));
            return;
        }

        edits.Add(declaration, current => With(current, Handler(name, eventName, state, newLine), eventName));
    }

    private static ITypeSymbol? EventAt(SyntaxNode node, FixContext context)
    {
        // The type that is made, or else the value that is raised.
        var named = node is TypeSyntax ? context.Model.GetSymbolInfo(node, context.CancellationToken).Symbol as INamedTypeSymbol : null;
        var type = named ?? (node is ExpressionSyntax ? context.Model.GetTypeInfo(node, context.CancellationToken).Type : null);
        return type is INamedTypeSymbol { IsAnonymousType: false, TypeArguments.Length: 0, SpecialType: SpecialType.None } ? type : null;
    }

    /// <summary>The method that has the name and the signature of the handler, and lacks the attribute alone.</summary>
    private static MethodDeclarationSyntax? UnmarkedIn(ClassDeclarationSyntax declaration, string name, ITypeSymbol @event, INamedTypeSymbol root, FixContext context)
    {
        foreach (var member in declaration.Members)
        {
            if (member is not MethodDeclarationSyntax { TypeParameterList: null } candidate || candidate.Identifier.ValueText != name) continue;
            if (candidate.ParameterList.Parameters.Count != root.Arity || candidate.Modifiers.Any(SyntaxKind.StaticKeyword) != (root.Arity == 2)) continue;
            if (context.Model.GetDeclaredSymbol(candidate, context.CancellationToken) is not { IsAsync: false } method) continue;
            if (root.Arity == 1 ? !method.ReturnsVoid : !SymbolEqualityComparer.Default.Equals(method.ReturnType, root.TypeArguments[1])) continue;
            if (SymbolEqualityComparer.Default.Equals(method.Parameters[root.Arity - 1].Type, @event)) return candidate;
        }

        return null;
    }

    private static MethodDeclarationSyntax Marked(MethodDeclarationSyntax method)
    {
        // An event that is raised twice needs one attribute.
        if (IsHandler(method)) return method;
        // Parsed and not made, so that the formatter leaves it on the line.
        var attribute = ParseMemberDeclaration("[Handles] void M() { }")!.AttributeLists[0];
        var lead = method.GetLeadingTrivia();
        return method.WithLeadingTrivia().WithAttributeLists(method.AttributeLists.Insert(0, attribute)).WithLeadingTrivia(lead);
    }

    private static INamedTypeSymbol? RootOf(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at.Name == "AggregateRoot" && at.ContainingNamespace.ToDisplayString() == WellKnownNames.RuntimeNamespace) return at;
        }

        return null;
    }

    /// <summary>The name that all handlers of the class have.</summary>
    private static string NameOfHandlers(INamedTypeSymbol type)
    {
        string? name = null;
        foreach (var member in type.GetMembers())
        {
            if (member is not IMethodSymbol method || !IsHandler(method)) continue;
            if (name is not null && name != method.Name) return DefaultName;
            name = method.Name;
        }

        return name ?? DefaultName;
    }

    private static bool IsHandler(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "HandlesAttribute" } handles && handles.ContainingNamespace.ToDisplayString() == WellKnownNames.RuntimeNamespace) return true;
        }

        return false;
    }

    private static MethodDeclarationSyntax Handler(string name, string eventName, string? state, SyntaxTrivia newLine)
    {
        var text = state is null
            ? $"[Handles] private void {name}({eventName} e) {{ }}"
            : $"[Handles] private static {state} {name}({state} state, {eventName} e) => state;";
        return (MethodDeclarationSyntax)ParseMemberDeclaration(text)!
            .WithLeadingTrivia(newLine).WithTrailingTrivia(newLine).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>The end of a line as the file has it.</summary>
    private static SyntaxTrivia NewLineOf(SyntaxNode root)
    {
        foreach (var trivia in root.DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia)) return ElasticEndOfLine(trivia.ToString());
        }

        return ElasticLineFeed;
    }

    private static ClassDeclarationSyntax With(ClassDeclarationSyntax declaration, MethodDeclarationSyntax handler, string eventName)
    {
        var last = -1;
        for (var i = 0; i < declaration.Members.Count; i++)
        {
            if (declaration.Members[i] is not MethodDeclarationSyntax { AttributeLists.Count: > 0 } method || !IsHandler(method)) continue;
            last = i;

            // An event that is raised twice needs one handler.
            foreach (var parameter in method.ParameterList.Parameters)
            {
                if (parameter.Type?.ToString() == eventName) return declaration;
            }
        }

        return declaration.WithMembers(declaration.Members.Insert(last < 0 ? declaration.Members.Count : last + 1, handler));
    }

    private static bool IsHandler(MethodDeclarationSyntax method)
    {
        foreach (var list in method.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (attribute.Name.ToString() is "Handles" or "HandlesAttribute" or "EventSourcing.Handles") return true;
            }
        }

        return false;
    }
}

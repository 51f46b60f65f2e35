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

namespace EventSourcing.CodeFixes.Aggregates;

/// <summary>ESG0002, where a modifier too many or too few is what is wrong: static or not, and parameters by reference; or an asynchronous handler that nobody can wait for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandlerSignatureCodeFixProvider))]
[Shared]
public sealed class HandlerSignatureCodeFixProvider : SyntaxCodeFixProvider
{
    private const string Tasks = "System.Threading.Tasks";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [RuleIdentifiers.HandlerHasWrongSignature];

    private protected override IEnumerable<(string Title, string Key)> Options(Diagnostic diagnostic) => [("Correct the signature of the handler", "CorrectHandlerSignature")];

    private protected override void AddEdits(SyntaxEdits edits, Diagnostic diagnostic, string key, FixContext context)
    {
        if (context.Root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration) return;
        if (context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } method || RootArity(method.ContainingType) is not { } arity) return;

        foreach (var parameter in declaration.ParameterList.Parameters)
        {
            if (parameter.Modifiers.Count > 0) edits.Add(parameter, WithoutModifiers);
        }

        if (method is { ReturnsVoid: true, IsAsync: true } && ProjectionReader.IsProjection(method.ContainingType)) ReturnTask(edits, declaration, context);
        if (arity == 1 && method.IsStatic) edits.Add(declaration, static handler => Modifiers.Without(handler, SyntaxKind.StaticKeyword));
        else if (arity == 2 && !method.IsStatic && !method.ReturnsVoid) edits.Add(declaration, static handler => Modifiers.With(handler, SyntaxKind.StaticKeyword));
    }

    private static void ReturnTask(SyntaxEdits edits, MethodDeclarationSyntax declaration, FixContext context)
    {
        var isImported = context.Model.LookupNamespacesAndTypes(declaration.SpanStart, name: "ValueTask").Any(static found => found.ContainingNamespace.ToDisplayString() == Tasks);
        if (!isImported && context.Root is CompilationUnitSyntax { Usings.Count: > 0 } unit)
        {
            edits.Add(unit, static current => UsingDirectives.Add(current, Tasks));
            isImported = true;
        }

        edits.Add(declaration.ReturnType, type => SyntaxFactory.ParseTypeName(isImported ? "ValueTask" : $"global::{Tasks}.ValueTask").WithTriviaFrom(type));
    }

    private static ParameterSyntax WithoutModifiers(ParameterSyntax parameter)
    {
        var leading = parameter.Modifiers[0].LeadingTrivia;
        return parameter.WithModifiers(default).WithLeadingTrivia(leading);
    }

    /// <summary>How many type arguments the root of an aggregate has; a projection is written as an aggregate with one, by instance methods.</summary>
    private static int? RootArity(INamedTypeSymbol type)
    {
        if (ProjectionReader.IsProjection(type)) return 1;
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at.Name == "AggregateRoot" && at.ContainingNamespace.ToDisplayString() == WellKnownNames.RuntimeNamespace) return at.Arity;
        }

        return null;
    }
}

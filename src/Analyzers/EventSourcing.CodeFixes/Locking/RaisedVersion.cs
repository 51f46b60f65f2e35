using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>What an event needs to leave a recorded shape behind: another version, the old type, and an upcaster from it.</summary>
internal sealed class RaisedVersion
{
    private readonly TypeDeclarationSyntax _declaration;
    private readonly CurrentEvent _current;
    private readonly INamedTypeSymbol _type;
    private readonly DomainEventArguments _attributes;
    private readonly List<(int Version, LockedShape Shape)> _old;
    private readonly int _version;

    private RaisedVersion(
        TypeDeclarationSyntax declaration, INamedTypeSymbol type, CurrentEvent current, DomainEventArguments attributes, List<(int Version, LockedShape Shape)> old, int version)
    {
        _declaration = declaration;
        _type = type;
        _current = current;
        _attributes = attributes;
        _old = old;
        _version = version;
    }

    /// <summary>The declaration that is changed.</summary>
    public TypeDeclarationSyntax Declaration => _declaration;

    /// <summary>Plans the change; <see langword="null"/> where it cannot be made here.</summary>
    /// <param name="declaration">A declaration of the event.</param>
    /// <param name="locked">The lock.</param>
    /// <param name="versions">The recorded versions to lead from; empty for the one that the event has now, which is then raised.</param>
    /// <param name="model">The semantic model.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static RaisedVersion? Plan(TypeDeclarationSyntax declaration, EventsLock locked, IReadOnlyList<int> versions, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type || ShapeReader.Read(type, cancellationToken) is not { } current) return null;
        if (MarkedPart(type, declaration, cancellationToken) is not { } part) return null;
        var wanted = versions.Count == 0 ? [current.Version] : versions;
        var old = new List<(int Version, LockedShape Shape)>();
        foreach (var version in wanted)
        {
            if (ShapeOf(locked, current, version) is { } shape && IsFree(type, OldName(type, version)) && IsFree(type, UpcasterName(type, version))) old.Add((version, shape));
        }

        if (old.Count != wanted.Count) return null;
        return new RaisedVersion(part, type, current, new DomainEventArguments(model), old, versions.Count == 0 ? current.Version + 1 : current.Version);
    }

    /// <summary>The declaration as it becomes, and what comes after it.</summary>
    public IEnumerable<SyntaxNode> Apply(TypeDeclarationSyntax declaration)
    {
        yield return _version == _current.Version ? declaration : _attributes.SetVersion(declaration, _current.Name, _version);
        var newLine = LineEnds.Of(_declaration.SyntaxTree.GetRoot()).ToString();
        var next = declaration.GetLastToken().GetNextToken();
        var gap = HasLineEnd(declaration.GetTrailingTrivia()) ? newLine : newLine + newLine;
        var accessibility = SyntaxFacts.GetText(_type.DeclaredAccessibility);
        foreach (var (version, shape) in _old)
        {
            var number = version.ToString(CultureInfo.InvariantCulture);
            var types = new OldShapeWriter(shape, _current, OldName(_type, version), accessibility);
            var summary = $"Version {number} of <see cref=\"{_type.Name}\"/>, as it is stored.";
            var code = types.Event(_attributes.NameAt(_declaration.SpanStart), _current.Name, version, summary);
            var upcaster = new UpcasterWriter(_type, _current, types).Write(
                UpcasterName(_type, version), OldName(_type, version), version, _attributes.NameAt(_declaration.SpanStart, "Upcasts", WellKnownNames.UpcastsAttribute));
            foreach (var member in types.Types.Prepend(code))
            {
                yield return Parse(gap + member.Replace("\n", newLine) + newLine);
                gap = newLine;
            }

            var isLast = version == _old[_old.Count - 1].Version;
            var needsGap = isLast && !next.IsKind(SyntaxKind.CloseBraceToken) && !next.IsKind(SyntaxKind.EndOfFileToken) && !next.IsKind(SyntaxKind.None) && !HasLineEnd(next.LeadingTrivia);
            var last = Parse(newLine + upcaster.Replace("\n", newLine) + newLine);
            yield return needsGap ? last.WithTrailingTrivia(last.GetTrailingTrivia().Add(SyntaxFactory.EndOfLine(newLine))) : last;
        }
    }

    private static bool HasLineEnd(SyntaxTriviaList trivia) => trivia.Any(static t => t.IsKind(SyntaxKind.EndOfLineTrivia));

    private static string OldName(INamedTypeSymbol type, int version) => type.Name + "V" + version.ToString(CultureInfo.InvariantCulture);

    private static string UpcasterName(INamedTypeSymbol type, int version) => OldName(type, version) + "Upcaster";

    private static MemberDeclarationSyntax Parse(string text) =>
        SyntaxFactory.ParseMemberDeclaration(text)!.WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);

    private static LockedShape? ShapeOf(EventsLock locked, CurrentEvent current, int version)
    {
        foreach (var name in current.Aliases.Prepend(current.Name))
        {
            if (locked.Events.TryGetValue(name, out var entry) && entry.Versions.TryGetValue(version, out var shape)) return shape;
        }

        return null;
    }

    private static bool IsFree(INamedTypeSymbol type, string name) =>
        type.ContainingType is { } outer ? outer.GetMembers(name).IsEmpty : !type.ContainingNamespace.GetMembers(name).Any();

    /// <summary>The part with the attribute; the declaration itself where there is none, and <see langword="null"/> where another file has it.</summary>
    private static TypeDeclarationSyntax? MarkedPart(INamedTypeSymbol type, TypeDeclarationSyntax declaration, CancellationToken cancellationToken)
    {
        if (type.Attribute(WellKnownNames.DomainEventAttribute)?.ApplicationSyntaxReference is not { } reference) return declaration;
        return reference.SyntaxTree == declaration.SyntaxTree
            ? reference.GetSyntax(cancellationToken).FirstAncestorOrSelf<TypeDeclarationSyntax>()
            : null;
    }
}

using System.Collections.Generic;
using System.Threading;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Immutability;

/// <summary>Looks through the type of one member of an event for something that can be changed, however deep.</summary>
/// <param name="mutableTypes">The mutable collections.</param>
/// <param name="immutableTypes">What the project declares to be immutable.</param>
/// <param name="cancellationToken">Ends the walk.</param>
internal sealed class DepthWalker(MutableTypes mutableTypes, ImmutableTypeList immutableTypes, CancellationToken cancellationToken)
{
    /// <summary>Nobody nests data so deep.</summary>
    private const int MaxDepth = 32;

    private readonly HashSet<ITypeSymbol> _visited = new(SymbolEqualityComparer.Default);
    private DepthFinding? _softer;

    /// <summary>The first thing behind a member that can be changed, or <see langword="null"/>; an array of bytes only where there is nothing else.</summary>
    /// <param name="type">The member's type.</param>
    /// <param name="path">The path to it, such as <c>OrderPlaced.Lines</c>.</param>
    /// <param name="isReported">Whether the member is a mutable collection itself and reported as that: a list of lists is mended as one.</param>
    public DepthFinding? Find(ITypeSymbol type, string path, bool isReported) => Visit(type, path, 0, isReported) ?? _softer;

    private DepthFinding? Visit(ITypeSymbol type, string path, int depth, bool isReported)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > MaxDepth || TypeNesting.IsEndless(type) || !_visited.Add(type)) return null;
        if (type is IArrayTypeSymbol array) return Visit(array.ElementType, path + "[]", depth + 1, isReported);
        if (type is not INamedTypeSymbol named || IsKnown(named) || NotFacts.WhatIs(named) is not null) return null;
        return LooksThrough(named) ? VisitArguments(named, path, depth, isReported) : VisitMembers(named, path, depth);
    }

    private DepthFinding? VisitMembers(INamedTypeSymbol type, string path, int depth)
    {
        foreach (var member in StoredMembers.Of(type))
        {
            var memberPath = path + "." + (member.Symbol is IPropertySymbol { IsIndexer: true } ? "this[]" : member.Symbol.Name);
            if (member.Change != MemberChange.None) return new DepthFinding(memberPath, ReasonOf(member, type), IsSoft: false);
            switch (IsDeclaredImmutable(member.Type) ? CollectionKind.None : mutableTypes.KindOf(member.Type))
            {
                case CollectionKind.None:
                    break;
                case CollectionKind.Bytes:
                    _softer ??= new DepthFinding(memberPath, "the content of an array can be changed", IsSoft: true);
                    break;
                default:
                    return new DepthFinding(memberPath, $"the content of a '{Display(member.Type)}' can be changed", IsSoft: false);
            }

            if (Visit(member.Type, memberPath, depth + 1, isReported: false) is { } deeper) return deeper;
        }

        return type.TypeKind == TypeKind.Interface ? VisitArguments(type, path, depth, isReported: false) : null;
    }

    private DepthFinding? VisitArguments(INamedTypeSymbol type, string path, int depth, bool isReported)
    {
        var arguments = type.TypeArguments;
        for (var i = 0; i < arguments.Length; i++)
        {
            var argumentPath = path + StepOf(type, i);
            var kind = isReported ? CollectionKind.None : mutableTypes.KindOf(arguments[i]);
            if (kind is not (CollectionKind.None or CollectionKind.Bytes) && !IsDeclaredImmutable(arguments[i]))
                return new DepthFinding(argumentPath, $"the content of a '{Display(arguments[i])}' can be changed", IsSoft: false);
            if (kind == CollectionKind.Bytes) _softer ??= new DepthFinding(argumentPath, "the content of an array can be changed", IsSoft: true);
            if (Visit(arguments[i], argumentPath, depth + 1, isReported) is { } deeper) return deeper;
        }

        return null;
    }

    /// <summary>Types of the base library are looked through to what they hold, and are known themselves.</summary>
    private static bool LooksThrough(INamedTypeSymbol type) => type.IsTupleType || BaseLibrary.Declares(type);

    private bool IsKnown(INamedTypeSymbol type) =>
        type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface)
        || (type.SpecialType != SpecialType.None && type.Arity == 0)
        || immutableTypes.Contains(type);

    private bool IsDeclaredImmutable(ITypeSymbol type) => type is INamedTypeSymbol named && immutableTypes.Contains(named);

    private static string StepOf(INamedTypeSymbol type, int index)
    {
        if (type.IsTupleType) return "." + type.TupleElements[index].Name;
        if (type.Arity == 2 && type.Name.Contains("Dictionary")) return index == 0 ? ".Keys[]" : "[]";
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.SpecialType == SpecialType.System_Collections_IEnumerable) return "[]";
        }

        return "";
    }

    private static string ReasonOf(StoredMember member, INamedTypeSymbol type) => member.Change switch
    {
        MemberChange.SetAccessor => "it has a 'set' accessor",
        MemberChange.WritableField => "it is a field that is not readonly",
        MemberChange.WritableRecordStruct => $"'{type.Name}' is a record struct that is not readonly",
        MemberChange.CapturedParameter => "it is a parameter of the constructor that is assigned",
        _ => "whoever subscribes changes it",
    };

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}

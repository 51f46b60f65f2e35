using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Analyzers.Immutability;

/// <summary>Finds what a type and its base classes hold.</summary>
internal static class StoredMembers
{
    /// <summary>The instance members with storage and those that can be set, in order of declaration, those of base classes (but not the base library's) last.</summary>
    public static List<StoredMember> Of(INamedTypeSymbol type)
    {
        var members = new List<StoredMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = type; at is { SpecialType: SpecialType.None } && (ReferenceEquals(at, type) || !BaseLibrary.Declares(at)); at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (member.IsStatic || Describe(member) is not { } stored) continue;

                // What a derived class overrides or hides was seen there.
                if (member is not IPropertySymbol { IsIndexer: true } && !seen.Add(member.Name)) continue;
                members.Add(stored);
            }

            foreach (var parameter in CapturedParameters.AssignedIn(at)) members.Add(new StoredMember(parameter, parameter.Type, MemberChange.CapturedParameter));
        }

        return members;
    }

    private static StoredMember? Describe(ISymbol member) => member switch
    {
        IPropertySymbol property => OfProperty(property),
        IFieldSymbol { AssociatedSymbol: null, IsImplicitlyDeclared: false } field => OfField(field),
        IEventSymbol { AddMethod.IsImplicitlyDeclared: true } declared => new StoredMember(declared, declared.Type, MemberChange.Subscription),
        _ => null,
    };

    private static StoredMember? OfProperty(IPropertySymbol property)
    {
        var isInSource = property.DeclaringSyntaxReferences.Length > 0;
        var change = property.SetMethod is { IsInitOnly: false } setter && (isInSource || IsVisible(setter)) ? ChangeOf(property) : MemberChange.None;
        var isStored = isInSource ? HasBackingField(property) : property.GetMethod is { } getter && IsVisible(getter);
        return isStored || change != MemberChange.None ? new StoredMember(property, property.Type, change) : null;
    }

    private static StoredMember? OfField(IFieldSymbol field)
    {
        // What others keep private is their own affair; and a reference assembly does not show it.
        if (field.DeclaringSyntaxReferences.Length == 0 && !IsVisible(field)) return null;
        return new StoredMember(field, field.Type, field.IsReadOnly || field.IsConst ? MemberChange.None : MemberChange.WritableField);
    }

    private static MemberChange ChangeOf(IPropertySymbol property)
    {
        if (property.ContainingType is not { IsRecord: true, TypeKind: TypeKind.Struct }) return MemberChange.SetAccessor;
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is ParameterSyntax) return MemberChange.WritableRecordStruct;
        }

        return MemberChange.SetAccessor;
    }

    private static bool HasBackingField(ISymbol member)
    {
        foreach (var other in member.ContainingType.GetMembers())
        {
            if (other is IFieldSymbol { AssociatedSymbol: { } associated } && SymbolEqualityComparer.Default.Equals(associated.OriginalDefinition, member.OriginalDefinition)) return true;
        }

        return false;
    }

    private static bool IsVisible(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}

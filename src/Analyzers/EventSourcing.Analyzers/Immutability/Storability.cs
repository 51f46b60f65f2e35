using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Immutability;

/// <summary>Knows the members that the model reader refuses for their own type, and not for something in it.</summary>
internal static class Storability
{
    /// <summary>Whether ESG0401 is reported at a member because of its own type: another type is needed anyhow.</summary>
    /// <param name="member">The property or field.</param>
    /// <param name="held">Its type, without <c>?</c> of value types.</param>
    /// <param name="assembly">The assembly that is compiled.</param>
    public static bool IsRefused(ISymbol member, ITypeSymbol held, IAssemblySymbol assembly)
    {
        var attributes = JsonAttributes.Of(member);
        if (attributes.Converter is not null || attributes.Ignore == JsonIgnoring.Always || member.DeclaredAccessibility != Accessibility.Public || member is not IPropertySymbol) return false;
        var shapes = new JsonShapeReader(assembly, static (_, _) => { });
        if (shapes.Read(held, null, "") is not null || shapes.Problem.RuleId is not RuleIds.UnsupportedMember) return false;

        // A list of what cannot be stored is a list all the same: two things to mend.
        switch (held)
        {
            case IArrayTypeSymbol array: return array.Rank > 1;
            case INamedTypeSymbol { TypeArguments.IsEmpty: false } named:
                foreach (var argument in named.TypeArguments)
                {
                    if (new JsonShapeReader(assembly, static (_, _) => { }).Read(argument, null, "") is null) return false;
                }

                return true;
            default:
                return true;
        }
    }
}

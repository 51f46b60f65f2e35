using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>What an accessor to a member of a generic type is declared with: the runtime wants it in the terms of the type's own parameters.</summary>
/// <param name="Parameters">The type parameters, such as <c>&lt;T&gt;</c>.</param>
/// <param name="Constraints">Their constraints, such as <c> where T : class</c>.</param>
/// <param name="Arguments">The arguments that stand for them, such as <c>&lt;string&gt;</c>.</param>
/// <param name="Type">The type that declares the member, such as <c>global::Shop.Page&lt;T&gt;</c>.</param>
/// <param name="Values">The types of what is handed over: that of the member, or those of a constructor's parameters.</param>
internal sealed record JsonOpenAccess(string Parameters, string Constraints, string Arguments, string Type, EquatableArray<string> Values)
{
    /// <summary>What it is for a member of a type, or <see langword="null"/> for a type without parameters.</summary>
    /// <param name="type">The type, with its arguments.</param>
    /// <param name="values">The types of what is handed over, as the definition of the type has them.</param>
    public static JsonOpenAccess? Of(INamedTypeSymbol type, IEnumerable<ITypeSymbol> values)
    {
        if (!type.IsGenericType) return null;
        var parameters = new List<ITypeParameterSymbol>();
        var arguments = new List<string>();
        for (var at = type; at is not null; at = at.ContainingType)
        {
            parameters.InsertRange(0, at.OriginalDefinition.TypeParameters);
            arguments.InsertRange(0, at.TypeArguments.Select(InCode));
        }

        return new JsonOpenAccess(
            "<" + string.Join(", ", parameters.Select(p => Symbols.Escape(p.Name))) + ">",
            TypeConstraints.InCode(parameters),
            "<" + string.Join(", ", arguments) + ">",
            type.OriginalDefinition.InCode(),
            new EquatableArray<string>([.. values.Select(InCode)]));
    }

    private static string InCode(ITypeSymbol type) =>
        type.InCode() + (type is { NullableAnnotation: NullableAnnotation.Annotated, IsValueType: false } ? "?" : "");
}

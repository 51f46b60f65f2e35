using System.Text;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>
/// Types as emitted code names them. It is asked for several times a member at every keystroke, so the forms that nearly all types have are put
/// together here, and only the others by the compiler's own, much slower display.
/// </summary>
internal static class TypeText
{
    private static readonly SymbolDisplayFormat CodeFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type with <c>global::</c> and type arguments; nullable annotations inside it but not on it.</summary>
    public static string InCode(this ITypeSymbol type)
    {
        if (KeywordOf(type.SpecialType) is { } keyword) return keyword;
        if (type is ITypeParameterSymbol) return Symbols.Escape(type.Name);
        var text = new StringBuilder(64);
        return TryAppend(text, type) ? text.ToString() : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(CodeFormat);
    }

    /// <summary>The name of a namespace, as in metadata.</summary>
    public static string FullName(this INamespaceSymbol? space)
    {
        if (space is null or { IsGlobalNamespace: true }) return "";
        return space.ContainingNamespace is { IsGlobalNamespace: false } outer ? outer.FullName() + "." + space.Name : space.Name;
    }

    private static bool TryAppend(StringBuilder text, ITypeSymbol type)
    {
        if (KeywordOf(type.SpecialType) is { } keyword)
        {
            text.Append(keyword);
            return true;
        }

        if (type is ITypeParameterSymbol)
        {
            text.Append(Symbols.Escape(type.Name));
            return true;
        }

        if (type is not INamedTypeSymbol { TypeKind: not TypeKind.Error, IsTupleType: false } named) return false;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            if (!TryAppend(text, named.TypeArguments[0])) return false;
            text.Append('?');
            return true;
        }

        if (named.ContainingType is { } containing)
        {
            if (!TryAppend(text, containing)) return false;
            text.Append('.');
        }
        else
        {
            text.Append("global::");
            if (TypeNames.NamespaceOf(named.ContainingNamespace) is { Length: > 0 } space) text.Append(space).Append('.');
        }

        text.Append(Symbols.Escape(named.Name));
        return named.Arity == 0 || TryAppendArguments(text, named);
    }

    private static bool TryAppendArguments(StringBuilder text, INamedTypeSymbol type)
    {
        text.Append('<');
        for (var i = 0; i < type.TypeArguments.Length; i++)
        {
            if (i > 0) text.Append(", ");
            var argument = type.TypeArguments[i];
            if (!TryAppend(text, argument)) return false;
            if (argument is { NullableAnnotation: NullableAnnotation.Annotated, IsReferenceType: true } or ITypeParameterSymbol { NullableAnnotation: NullableAnnotation.Annotated }) text.Append('?');
        }

        text.Append('>');
        return true;
    }

    private static string? KeywordOf(SpecialType type) => type switch
    {
        SpecialType.System_Object => "object",
        SpecialType.System_String => "string",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Char => "char",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_Int32 => "int",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        SpecialType.System_Decimal => "decimal",
        _ => null,
    };
}

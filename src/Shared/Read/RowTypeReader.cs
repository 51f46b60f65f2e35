using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Finds how the values of a member of a row are stored.</summary>
internal sealed class RowTypeReader(IAssemblySymbol assembly, JsonModelReader json)
{
    private const string Types = "global::EventSourcing.ReadModelTypes.";

    /// <summary>How deep types with [EventValue] stand in each other at most.</summary>
    private const int MostWrapped = 16;

    /// <summary>How a member is stored; <see langword="null"/> where it cannot be, which is then reported.</summary>
    /// <param name="member">The member.</param>
    /// <param name="path">The member with its type, for messages.</param>
    public (string Stored, RowForm Form, JsonShape? Json)? Read(JsonMember member, string path)
    {
        var type = member.Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return Inner(member, nullable.TypeArguments[0], path) is var (stored, form, shape) ? ($"{Types}Optional({stored})", form, shape) : null;
        if (Inner(member, type, path) is not var (inner, innerForm, innerShape)) return null;
        return MayBeNull(type) ? ($"{Types}OrNull({inner})", innerForm, innerShape) : (inner, innerForm, innerShape);
    }

    /// <summary>Whether a value may be absent: as <c>T?</c>, or in code without nullable annotations.</summary>
    public static bool MayBeNull(ITypeSymbol type) =>
        type.IsValueType ? type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T : type.NullableAnnotation != NullableAnnotation.NotAnnotated;

    private (string Stored, RowForm Form, JsonShape? Json)? Inner(JsonMember member, ITypeSymbol type, string path)
    {
        if (member.Attributes.Converter is null && Plain(type, 0) is var (stored, form)) return (stored, form, null);
        if (json.ReadMember(member, type, path) is not { } shape) return null;
        return ($"{Types}Json<{type.InCode()}>({RowColumn.JsonPlace})", RowForm.Json, shape);
    }

    private (string Stored, RowForm Form)? Plain(ITypeSymbol type, int depth)
    {
        if (JsonScalars.NameOf(type) is { } scalar)
        {
            if (OfScalar(scalar) is { } known) return (Types + known.Name, known.Form);
            if (type is INamedTypeSymbol parsable && JsonShapeReader.IsParsable(parsable)) return ($"{Types}Parsable<{type.InCode()}>()", RowForm.Comparable);
            return null;
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Enum } named || !named.IsAccessibleIn(assembly)) return null;
        if (named.TypeKind == TypeKind.Enum)
            return ($"{Types}{(named.Attribute("System.FlagsAttribute") is null ? "EnumName" : "EnumNumber")}<{named.InCode()}>()", RowForm.Comparable);
        if (Wrapped(named, depth) is { } wrapped) return wrapped;
        return JsonShapeReader.IsParsable(named) ? ($"{Types}Parsable<{named.InCode()}>()", RowForm.Comparable) : null;
    }

    private (string Stored, RowForm Form)? Wrapped(INamedTypeSymbol type, int depth)
    {
        var attributes = JsonAttributes.Of(type);
        if (depth > MostWrapped || !attributes.IsEventValue || attributes.Converter is not null || JsonEventValue.MemberOf(type) is not { } value || MayBeNull(value.Type)) return null;
        if (JsonConstructor.Choose(type, out _) is not { Parameters.Length: 1 } constructor || !Symbols.IsAccessible(constructor, assembly)) return null;
        if (JsonConstructor.ParameterOf(constructor, value) is null || !CanBeRead(value.Symbol) || Plain(value.Type, depth + 1) is not var (inner, form)) return null;
        var (outer, innerType) = (type.InCode(), value.Type.InCode());
        return ($"{Types}Wrapped<{outer}, {innerType}>({inner}, static wrapped => wrapped.{Symbols.Escape(value.Symbol.Name)}, static value => new {outer}(value))", form is RowForm.FloatingPoint ? form : RowForm.Comparable);
    }

    private bool CanBeRead(ISymbol member) => Symbols.IsAccessible(member is IPropertySymbol { GetMethod: { } getter } ? getter : member, assembly);

    private static (string Name, RowForm Form)? OfScalar(string scalar) => scalar switch
    {
        "Boolean" => (scalar, RowForm.Truth),
        "Int32" or "Int64" => (scalar, RowForm.Counter),
        "Single" or "Double" => (scalar, RowForm.FloatingPoint),
        "SByte" or "Byte" or "Int16" or "UInt16" or "UInt32" or "UInt64" or "Decimal" or "Char" or "Guid" => (scalar, RowForm.Comparable),
        "String" => ("Text", RowForm.Comparable),
        "DateTimeOffset" => ("Instant", RowForm.Instant),
        "DateTime" => ("UtcDateTime", RowForm.Comparable),
        "DateOnly" => ("Date", RowForm.Comparable),
        "TimeOnly" => ("Time", RowForm.Comparable),
        "TimeSpan" => ("Duration", RowForm.Comparable),
        "ByteArray" => ("Bytes", RowForm.Comparable),
        _ => null,
    };
}

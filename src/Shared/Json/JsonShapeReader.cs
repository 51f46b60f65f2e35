using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Finds how the value of a type is written, and which types with codecs of their own that needs.</summary>
/// <param name="assembly">The assembly that is compiled.</param>
/// <param name="reach">Called for each type that needs a codec, with the path that led to it.</param>
internal sealed class JsonShapeReader(IAssemblySymbol assembly, Action<INamedTypeSymbol, string> reach)
{
    /// <summary>How many types with [EventValue] stand in each other at most, where the innermost is a key.</summary>
    private const int MostValues = 16;

    /// <summary>The rule that a type breaks, why, and where if that is not at the member; set when <see cref="Read"/> returns <see langword="null"/>.</summary>
    public (string RuleId, string Why, INamedTypeSymbol? Place) Problem { get; private set; }

    /// <summary>The shape of a type, or <see langword="null"/> where there is none.</summary>
    /// <param name="type">The type of a member or an element.</param>
    /// <param name="converter">The converter that the member names.</param>
    /// <param name="path">How the type was reached, such as <c>OrderPlaced.Lines[]</c>.</param>
    public JsonShape? Read(ITypeSymbol type, INamedTypeSymbol? converter, string path)
    {
        var shape = ReadAnnotated(type, converter, path);
        return shape is { AllowsNull: true, IsValueType: false } && type.NullableAnnotation == NullableAnnotation.None ? shape with { IsOblivious = true } : shape;
    }

    /// <summary>The shape of a type as the key of a dictionary, or <see langword="null"/> where it has none.</summary>
    public JsonShape? ReadKey(ITypeSymbol type, string path) => ReadKey(type, path, values: 0);

    private JsonShape? ReadKey(ITypeSymbol type, string path, int values)
    {
        // A type with [EventValue] that holds itself is no key, however often it is asked.
        if (values > MostValues) return NoKey(type);
        if (type.TypeKind == TypeKind.Error) return Fail("", "");
        if (!type.IsAccessibleIn(assembly)) return Unsupported("the type of its keys is not accessible to the rest of the assembly");
        if (JsonScalars.NameOf(type) is { } scalar && JsonScalars.CanBeKey(scalar)) return Key(JsonKind.Scalar, type, scalar);
        if (type is not INamedTypeSymbol named) return NoKey(type);
        var attributes = JsonAttributes.Of(named);
        if (attributes.Converter is { } converter && JsonConverters.ConvertsNames(converter))
            return Converted(named, converter, allowsNull: false, named);
        if (named is { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying }) return Key(JsonKind.Enum, named, underlying.Name);
        if (attributes is { IsEventValue: true, Converter: null } && JsonEventValue.TypeOf(named) is { } inner && ReadKey(inner, path, values + 1) is not null)
        {
            reach(named, path);
            return Key(JsonKind.Object, named, TypeNames.CodecName(named));
        }

        return IsParsable(named) ? Key(JsonKind.Parsable, named, "") : NoKey(type);
    }

    private JsonShape? ReadAnnotated(ITypeSymbol type, INamedTypeSymbol? converter, string path)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            // A converter may be for the value with its null.
            if (converter is not null && JsonConverters.Converts(converter, type)) return Converted(type, converter, allowsNull: false);
            return Read(nullable.TypeArguments[0], converter, path) is { } value ? value with { AllowsNull = true } : null;
        }

        var allowsNull = !type.IsValueType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        if (type.TypeKind == TypeKind.Error) return Fail("", "");
        if (!type.IsAccessibleIn(assembly)) return Unsupported("the type is not accessible to the rest of the assembly");
        if (converter is not null) return Converted(type, converter, allowsNull);
        if (JsonScalars.NameOf(type) is { } scalar) return new JsonShape(JsonKind.Scalar, type.InCode(), scalar, type.IsValueType, allowsNull);
        if (type is IArrayTypeSymbol array) return OfArray(array, path, allowsNull);
        if (type is not INamedTypeSymbol named) return Unsupported("such types have no JSON form");

        var attributes = JsonAttributes.Of(named);
        if (attributes.HasUnnamedConverter) return Fail(RuleIds.UnsupportedMember, "its converter is chosen at run time; name its type with [JsonConverter]", named);
        if (attributes.Converter is { } ownConverter) return Converted(named, ownConverter, allowsNull, named);
        if (named is { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying })
            return new JsonShape(JsonKind.Enum, named.InCode(), underlying.Name, IsValueType: true, AllowsNull: false);
        return JsonCollections.OfList(named) is { } list ? OfElements(named, list, path, allowsNull)
            : JsonCollections.OfDictionary(named) is { } dictionary ? OfEntries(named, dictionary, path, allowsNull)
            : OfObject(named, attributes, path, allowsNull);
    }

    private static JsonShape Key(JsonKind kind, ITypeSymbol type, string detail) => new(kind, type.InCode(), detail, type.IsValueType, AllowsNull: false);

    private JsonShape? OfArray(IArrayTypeSymbol array, string path, bool allowsNull)
    {
        if (array.Rank != 1) return Unsupported("arrays of several dimensions have no JSON form; use an array of arrays");
        return Read(array.ElementType, null, path + "[]") is { } element
            ? new JsonShape(JsonKind.Collection, array.InCode(), "items.ToArray()", IsValueType: false, allowsNull, element)
            : null;
    }

    private JsonShape? OfElements(INamedTypeSymbol type, string make, string path, bool allowsNull) =>
        Read(type.TypeArguments[0], null, path + "[]") is { } element
            ? new JsonShape(JsonKind.Collection, type.InCode(), make, type.IsValueType, allowsNull, element)
            : null;

    private JsonShape? OfEntries(INamedTypeSymbol type, string make, string path, bool allowsNull) =>
        ReadKey(type.TypeArguments[0], path + ".Key") is { } key && Read(type.TypeArguments[1], null, path + "[]") is { } value
            ? new JsonShape(JsonKind.Dictionary, type.InCode(), make, type.IsValueType, allowsNull, value, key)
            : null;

    private JsonShape? OfObject(INamedTypeSymbol type, JsonAttributes attributes, string path, bool allowsNull)
    {
        if (NotFacts.WhatIs(type) is { } what) return Fail(RuleIds.NotAFact, what);
        if (type.SpecialType == SpecialType.System_Object) return Unsupported("an object can hold anything; use a type of its own, or JsonElement");
        if (type.TypeKind == TypeKind.Delegate) return Unsupported("a delegate is behaviour and not data");
        if (type.IsTupleType) return Unsupported("a tuple has no names in JSON; use a record");
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) || type.IsRefLikeType) return Unsupported("such types have no JSON form");
        if (type.IsAbstract && attributes.DerivedTypes.Count == 0 && (type.TypeKind == TypeKind.Interface || !IsOfTheSystem(type))) return Fail(RuleIds.NoDerivedTypes, "");
        if (IsOfTheSystem(type)) return Unsupported("this type of the base library has no JSON form here");
        if (JsonCollections.IsEnumerable(type)) return Unsupported("it is a collection of its own kind; use one of the base library");
        if (TypeNesting.IsEndless(type)) return Unsupported("its type arguments grow with every member that leads to it, so that there is no last type to write");
        reach(type, path);
        return new JsonShape(JsonKind.Object, type.InCode(), TypeNames.CodecName(type), type.IsValueType, allowsNull);
    }

    private JsonShape? Converted(ITypeSymbol type, INamedTypeSymbol converter, bool allowsNull, INamedTypeSymbol? place = null)
    {
        if (JsonConverters.Make(type, converter, assembly, out var why) is { } make)
            return new JsonShape(JsonKind.Converter, type.InCode(), make, type.IsValueType, allowsNull);
        return Fail(RuleIds.UnsupportedMember, why, place);
    }

    /// <summary>Whether the type parses its own text; the text that the compiler writes for records is for people and cannot be parsed.</summary>
    public static bool IsParsable(INamedTypeSymbol type)
    {
        bool isParsable = false, isFormattable = false;
        foreach (var implemented in type.AllInterfaces)
        {
            isParsable |= implemented is { Name: "IParsable", TypeArguments: [{ } parsed] } && SymbolEqualityComparer.Default.Equals(parsed, type);
            isFormattable |= implemented is { Name: "IFormattable", Arity: 0 };
        }

        if (!isParsable || type.IsAbstract || isFormattable) return isParsable && !type.IsAbstract;
        for (var at = type; at is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; at = at.BaseType)
        {
            foreach (var member in at.GetMembers("ToString"))
            {
                if (member is IMethodSymbol { Parameters.Length: 0, IsImplicitlyDeclared: false }) return true;
            }
        }

        return false;
    }

    private static bool IsOfTheSystem(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { Name: "System" } && !(type.Name == "KeyValuePair" && type.ContainingNamespace.FullName() == "System.Collections.Generic");
    }

    private JsonShape? NoKey(ITypeSymbol type) =>
        Unsupported($"a key of type {type.Name} has no form as a JSON name; use a text, a number, a GUID, a date or an enum, or give {type.Name} IParsable and a ToString() to go with it");

    private JsonShape? Unsupported(string why) => Fail(RuleIds.UnsupportedMember, why);

    private JsonShape? Fail(string ruleId, string why, INamedTypeSymbol? place = null)
    {
        Problem = (ruleId, why, place);
        return null;
    }
}

using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Finds how the value of a type is written, and which types with codecs of their own that needs.</summary>
/// <param name="assembly">The assembly that is compiled.</param>
/// <param name="reach">Called for each type that needs a codec, with the path that led to it.</param>
internal sealed class JsonShapeReader(IAssemblySymbol assembly, Action<INamedTypeSymbol, string> reach)
{
    /// <summary>The rule that a type breaks, why, and the attribute that it is about; set when <see cref="Read"/> returns <see langword="null"/>.</summary>
    public (string RuleId, string Why, string Attribute) Problem { get; private set; }

    /// <summary>The shape of a type, or <see langword="null"/> where there is none.</summary>
    /// <param name="type">The type of a member, an element or a key.</param>
    /// <param name="converter">The converter that the member names.</param>
    /// <param name="path">How the type was reached, such as <c>OrderPlaced.Lines[]</c>.</param>
    public JsonShape? Read(ITypeSymbol type, INamedTypeSymbol? converter, string path)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            return Read(nullable.TypeArguments[0], converter, path) is { } value ? value with { AllowsNull = true } : null;

        var allowsNull = !type.IsValueType && type.NullableAnnotation != NullableAnnotation.NotAnnotated;
        if (type.TypeKind == TypeKind.Error) return Fail("", "");
        if (!type.IsAccessibleIn(assembly)) return Fail(RuleIds.UnsupportedMember, "the type is not accessible to the rest of the assembly");
        if (converter is not null) return Converted(type, converter, allowsNull);
        if (JsonScalars.NameOf(type) is { } scalar) return new JsonShape(JsonKind.Scalar, type.InCode(), scalar, type.IsValueType, allowsNull);
        if (type is IArrayTypeSymbol array) return OfArray(array, path, allowsNull);
        if (type is not INamedTypeSymbol named) return Fail(RuleIds.UnsupportedMember, "such types have no JSON form");

        var attributes = JsonAttributes.Of(named);
        if (attributes.Unsupported is { } unsupported) return Fail(RuleIds.UnsupportedAttribute, $"on {named.Name}, {attributes.WhyUnsupported}", unsupported);
        if (attributes.Converter is { } ownConverter) return Converted(named, ownConverter, allowsNull);
        if (named is { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying })
            return new JsonShape(JsonKind.Enum, named.InCode(), underlying.Name, IsValueType: true, AllowsNull: false);
        return JsonCollections.OfList(named) is { } list ? OfElements(named, list, path, allowsNull)
            : JsonCollections.OfDictionary(named) is { } dictionary ? OfEntries(named, dictionary, path, allowsNull)
            : OfObject(named, path, allowsNull);
    }

    private JsonShape? OfArray(IArrayTypeSymbol array, string path, bool allowsNull)
    {
        if (array.Rank != 1) return Fail(RuleIds.UnsupportedMember, "arrays of several dimensions have no JSON form; use an array of arrays");
        return Read(array.ElementType, null, path + "[]") is { } element
            ? new JsonShape(JsonKind.Collection, array.InCode(), "items.ToArray()", IsValueType: false, allowsNull, element)
            : null;
    }

    private JsonShape? OfElements(INamedTypeSymbol type, string make, string path, bool allowsNull) =>
        Read(type.TypeArguments[0], null, path + "[]") is { } element
            ? new JsonShape(JsonKind.Collection, type.InCode(), make, type.IsValueType, allowsNull, element)
            : null;

    private JsonShape? OfEntries(INamedTypeSymbol type, string make, string path, bool allowsNull)
    {
        if (Read(type.TypeArguments[0], null, path + ".Key") is not { } key) return null;

        // A key is never null, also where the code is compiled without nullable annotations.
        if (type.TypeArguments[0].IsReferenceType) key = key with { AllowsNull = false };
        var isKey = key is { AllowsNull: false, Kind: JsonKind.Enum } || (key is { AllowsNull: false, Kind: JsonKind.Scalar } && JsonScalars.CanBeKey(key.Detail));
        if (!isKey) return Fail(RuleIds.UnsupportedMember, $"a key of type {type.TypeArguments[0].Name} has no form as a JSON name");
        return Read(type.TypeArguments[1], null, path + "[]") is { } value
            ? new JsonShape(JsonKind.Dictionary, type.InCode(), make, type.IsValueType, allowsNull, value, key)
            : null;
    }

    private JsonShape? OfObject(INamedTypeSymbol type, string path, bool allowsNull)
    {
        if (NotFacts.WhatIs(type) is { } what) return Fail(RuleIds.NotAFact, what);
        if (type.SpecialType == SpecialType.System_Object) return Fail(RuleIds.UnsupportedMember, "an object can hold anything; use a type of its own, or JsonElement");
        if (type.TypeKind == TypeKind.Interface || type.IsAbstract) return Fail(RuleIds.NoDerivedTypes, "");
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsRefLikeType || type.IsTupleType) return Fail(RuleIds.UnsupportedMember, "such types have no JSON form");
        if (IsOfTheSystem(type)) return Fail(RuleIds.UnsupportedMember, "this type of the base library has no JSON form here");
        if (JsonCollections.IsEnumerable(type)) return Fail(RuleIds.UnsupportedMember, "it is a collection of its own kind; use one of the base library");
        reach(type, path);
        return new JsonShape(JsonKind.Object, type.InCode(), TypeNames.CodecName(type), type.IsValueType, allowsNull);
    }

    private JsonShape? Converted(ITypeSymbol type, INamedTypeSymbol converter, bool allowsNull)
    {
        if (JsonConverters.Make(type, converter, assembly, out var why) is { } make)
            return new JsonShape(JsonKind.Converter, type.InCode(), make, type.IsValueType, allowsNull);
        return Fail(RuleIds.UnsupportedAttribute, why, "JsonConverter");
    }

    private static bool IsOfTheSystem(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space is { Name: "System" } && !(type.Name == "KeyValuePair" && type.ContainingNamespace.FullName() == "System.Collections.Generic");
    }

    private JsonShape? Fail(string ruleId, string why, string attribute = "")
    {
        Problem = (ruleId, why, attribute);
        return null;
    }
}

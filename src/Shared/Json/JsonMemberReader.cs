using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads the members of a type, and which of them the arguments of its constructor are.</summary>
/// <param name="type">The type.</param>
/// <param name="attributes">What its attributes say.</param>
/// <param name="constructor">The constructor that it is read with; <see langword="null"/> for a type that is only written.</param>
/// <param name="assembly">The assembly that is compiled.</param>
/// <param name="shapes">Finds how values are written.</param>
/// <param name="report">Takes what is wrong.</param>
internal sealed class JsonMemberReader(
    INamedTypeSymbol type, JsonAttributes attributes, IMethodSymbol? constructor, IAssemblySymbol assembly, JsonShapeReader shapes, JsonReport report)
{
    /// <summary>The members that take part, in the order of declaration.</summary>
    public List<(JsonMember Member, JsonMemberModel Model)> ReadMembers(List<JsonMember> declared, string path)
    {
        var members = new List<(JsonMember Member, JsonMemberModel Model)>();
        foreach (var member in declared)
        {
            if (member.IsIgnored) continue;

            // A member without a name is one that is being typed.
            if (member.Symbol.Name.Length == 0) report.Refuse("", member.Symbol);
            else if (ReadMember(member, path + "." + member.Symbol.Name) is { } model) members.Add((member, model));
        }

        CheckNames(members, path);
        return members;
    }

    /// <summary>The arguments of the constructor, or <see langword="null"/> where a parameter has no member.</summary>
    public List<JsonArgument>? ReadArguments(List<JsonMember> declared, List<(JsonMember Member, JsonMemberModel Model)> members)
    {
        var arguments = new List<JsonArgument>();
        foreach (var parameter in constructor!.Parameters)
        {
            if (declared.Find(m => ReferenceEquals(JsonConstructor.ParameterOf(constructor, m), parameter)) is not { } carrier)
            {
                RefuseParameter(parameter);
                continue;
            }

            var suppresses = !parameter.Type.IsValueType
                && parameter.NullableAnnotation == NullableAnnotation.NotAnnotated
                && carrier.Type.NullableAnnotation != NullableAnnotation.NotAnnotated;
            var index = members.FindIndex(m => ReferenceEquals(m.Member, carrier) && m.Model.Setting != JsonSetting.None);
            arguments.Add(new JsonArgument(parameter.Type.InCode(), index, parameter.HasExplicitDefaultValue ? Literals.DefaultOf(parameter) : "default!", suppresses));
        }

        return arguments.Count == constructor.Parameters.Length ? arguments : null;
    }

    /// <summary>What is no data does not become any by being private.</summary>
    public void CheckKept(List<JsonMember> declared, string path)
    {
        if (Violations.LocationOf(type) is null) return;
        foreach (var (member, memberType, what) in NotFacts.KeptBy(type))
        {
            if (declared.Exists(known => SymbolEqualityComparer.Default.Equals(known.Symbol, member))) continue;
            report.Refuse(RuleIds.NotAFact, member, path + "." + member.Name, Display(memberType), what);
        }
    }

    private void RefuseParameter(IParameterSymbol parameter)
    {
        ISymbol place = Violations.LocationOf(parameter) is null ? type : parameter;
        if (NotFacts.WhatIs(parameter.Type) is not { } what) report.Refuse(RuleIds.UnmatchedParameter, place, parameter.Name, type.Name);

        // What is no data is reported where it is kept, if it is.
        else if (Keeps(parameter.Type)) report.Refuse("", place);
        else report.Refuse(RuleIds.NotAFact, place, $"{type.Name}.{parameter.Name}", Display(parameter.Type), what);
    }

    private bool Keeps(ITypeSymbol kept)
    {
        foreach (var (_, memberType, _) in NotFacts.KeptBy(type))
        {
            if (SymbolEqualityComparer.Default.Equals(memberType, kept)) return true;
        }

        return false;
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private JsonMemberModel? ReadMember(JsonMember member, string path)
    {
        var (own, parameter) = (member.Attributes, constructor is null ? null : JsonConstructor.ParameterOf(constructor, member));
        if (own.Unsupported is { } unsupported) report.PassOver(unsupported, member.Symbol, path, WhyPassedOver(unsupported));
        if (own.HasUnnamedConverter) return Refuse(member, path, "its converter is chosen at run time; name its type with [JsonConverter]");
        if (own.Ignore is > JsonIgnoring.WhenReading)
        {
            report.PassOver("JsonIgnore", member.Symbol, path, "its condition is unknown");
        }

        if (JsonAccess.Of(member, parameter, assembly, out var why) is not { } access) return Refuse(member, path, why);
        if (shapes.Read(member.Type, own.Converter, path) is not { } shape)
        {
            var (ruleId, problem, place) = shapes.Problem;
            if (place is null || Violations.LocationOf(place) is null) return Refuse(ruleId, member, path, problem);
            report.Refuse(ruleId, place, path, place.Name, problem);
            return null;
        }

        if (own.IsExtensionData && !CanBeExtensionData(shape)) return Refuse(member, path, "[JsonExtensionData] is for a dictionary of JsonElement by string, and for JsonObject");
        var setting = constructor is null || own.Ignore == JsonIgnoring.WhenReading ? JsonSetting.None : access.Setting;
        var writing = WritingOf(own, access);
        return new JsonMemberModel(
            member.Symbol.Name,
            member.JsonName,
            WithNumbers(member, shape, path),
            writing,
            setting,
            IsRequired(member, parameter, setting, writing),
            parameter is { HasExplicitDefaultValue: true } ? Literals.DefaultOf(parameter) : null,
            member.Symbol.ContainingType.InCode(),
            member.Symbol is IFieldSymbol)
        {
            IsExtensionData = own.IsExtensionData,
            Open = setting is JsonSetting.Accessor or JsonSetting.Initializer ? access.Open : null,
        };
    }

    private static JsonWriting WritingOf(JsonAttributes own, JsonAccess access) =>
        !access.CanWrite ? JsonWriting.Never : own.Ignore switch
        {
            JsonIgnoring.WhenWritingNull => JsonWriting.UnlessNull,
            JsonIgnoring.WhenWritingDefault => JsonWriting.UnlessDefault,
            JsonIgnoring.WhenWriting => JsonWriting.Never,
            _ => JsonWriting.Always,
        };

    /// <summary>What is not always written cannot be asked for when it is read; nor can what the type says there may be none of.</summary>
    private static bool IsRequired(JsonMember member, IParameterSymbol? parameter, JsonSetting setting, JsonWriting writing)
    {
        if (setting == JsonSetting.None || member.Attributes.IsExtensionData) return false;
        if (member.Attributes.IsRequired) return true;
        if (writing != JsonWriting.Always) return false;
        return member.IsRequired || parameter is { HasExplicitDefaultValue: false } && !JsonMember.IsNullable(parameter.Type);
    }

    private JsonShape WithNumbers(JsonMember member, JsonShape shape, string path)
    {
        if ((member.Attributes.Numbers ?? attributes.Numbers) is not { } numbers) return shape;
        if (JsonNumbers.Apply(shape, numbers) is { } handled) return handled;
        if (member.Attributes.Numbers is not null)
            report.PassOver("JsonNumberHandling", member.Symbol, path, "the member is neither a number nor a collection of numbers");
        return shape;
    }

    private void CheckNames(List<(JsonMember Member, JsonMemberModel Model)> members, string path)
    {
        var names = new Dictionary<string, JsonMember>(StringComparer.Ordinal);
        JsonMember? extension = null;
        foreach (var (member, model) in members)
        {
            if (model.IsExtensionData)
            {
                if (extension is not null) Refuse(member, path + "." + member.Symbol.Name, $"'{extension.Symbol.Name}' holds the members that the type does not have already");
                extension = member;
            }
            else if (names.TryGetValue(model.JsonName, out var other))
            {
                report.Refuse(RuleIds.DuplicateJsonName, member.Symbol, other.Symbol.Name, member.Symbol.Name, model.JsonName);
            }
            else
            {
                names.Add(model.JsonName, member);
            }
        }

        if (extension is not null && attributes.RefusesUnmapped)
            report.PassOver("JsonUnmappedMemberHandling", type, path, $"'{extension.Symbol.Name}' takes what the type does not have");
    }

    private static bool CanBeExtensionData(JsonShape shape) =>
        shape is { Kind: JsonKind.Scalar, Detail: "JsonObject" }
        or { Kind: JsonKind.Dictionary, Key: { Kind: JsonKind.Scalar, Detail: "String" }, Element: { Kind: JsonKind.Scalar, Detail: "JsonElement", AllowsNull: false } };

    /// <summary>Why an attribute has no effect, within a sentence.</summary>
    public static string WhyPassedOver(string attribute) => attribute == "JsonObjectCreationHandling"
        ? "what is read replaces what is there"
        : "codecs do not know it";

    private JsonMemberModel? Refuse(JsonMember member, string path, string why) => Refuse(RuleIds.UnsupportedMember, member, path, why);

    private JsonMemberModel? Refuse(string ruleId, JsonMember member, string path, string why)
    {
        report.Refuse(ruleId, member.Symbol, path, Display(member.Type), why);
        return null;
    }
}

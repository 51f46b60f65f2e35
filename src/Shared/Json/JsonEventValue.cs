using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Finds the one member that a type with [EventValue] is stored as.</summary>
internal static class JsonEventValue
{
    /// <summary>The type of the only member that is written and read back; <see langword="null"/> where there is none or several, or a converter writes it.</summary>
    public static ITypeSymbol? TypeOf(INamedTypeSymbol type) => MemberOf(type)?.Type;

    /// <summary>The only member that is written and read back; <see langword="null"/> where there is none or several, or a converter writes it.</summary>
    public static JsonMember? MemberOf(INamedTypeSymbol type)
    {
        if (JsonConstructor.Choose(type, out _) is not { } constructor) return null;
        JsonMember? only = null;
        foreach (var member in JsonMember.Of(type))
        {
            if (member.IsIgnored || (JsonConstructor.ParameterOf(constructor, member) is null && !CanBeSet(member))) continue;
            if (only is not null || member.Attributes.Converter is not null) return null;
            only = member;
        }

        return only;
    }

    /// <summary>The members that are read back.</summary>
    public static List<(JsonMember Member, JsonMemberModel Model)> Values(List<(JsonMember Member, JsonMemberModel Model)> members) =>
        members.FindAll(m => m.Model.Setting != JsonSetting.None);

    /// <summary>Why the type cannot be stored as a value; <see langword="null"/> where it can.</summary>
    public static string? WhyNot(List<(JsonMember Member, JsonMemberModel Model)> values, JsonAttributes attributes)
    {
        if (attributes.DerivedTypes.Count > 0) return "[EventValue] and [JsonDerivedType] exclude each other";
        if (values.Count != 1) return $"[EventValue] is for a type with exactly one value, and there are {values.Count}";
        if (values[0].Model.Writing != JsonWriting.Always) return "the value of a type with [EventValue] must always be written";
        return values[0].Member.AllowsAbsence ? "the value of a type with [EventValue] must not be nullable; make the member that holds the type nullable" : null;
    }

    private static bool CanBeSet(JsonMember member) => member.Symbol is IPropertySymbol { SetMethod: not null } or IFieldSymbol { IsReadOnly: false };
}

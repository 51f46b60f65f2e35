using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>How a member is got at.</summary>
/// <param name="setting">How it is set.</param>
/// <param name="canWrite">Whether it can be written.</param>
/// <param name="open">How the setter of a generic type is called.</param>
internal sealed class JsonAccess(JsonSetting setting, bool canWrite, JsonOpenAccess? open = null)
{
    /// <summary>How it is set.</summary>
    public JsonSetting Setting { get; } = setting;

    /// <summary>Whether its value can be got, and so be written.</summary>
    public bool CanWrite { get; } = canWrite;

    /// <summary>How the setter of a generic type is called, where it needs an accessor.</summary>
    public JsonOpenAccess? Open { get; } = open;

    /// <summary>Finds it out, or says why there is no way.</summary>
    public static JsonAccess? Of(JsonMember member, IParameterSymbol? parameter, IAssemblySymbol assembly, out string why)
    {
        why = "";
        if (member.Symbol is IFieldSymbol field) return OfField(member, field, parameter, assembly, out why);
        var property = (IPropertySymbol)member.Symbol;
        var canWrite = property.GetMethod is { } getter && Symbols.IsAccessible(getter, assembly);
        if (!canWrite && property.GetMethod is not null && member.Attributes.IsIncluded) why = "its getter is not accessible to the rest of the assembly";
        if (property.ReturnsByRef || property.ReturnsByRefReadonly) why = "it returns by reference";
        if (why.Length > 0) return null;
        if (parameter is not null) return new JsonAccess(JsonSetting.Constructor, canWrite);
        if (property.SetMethod is not { } setter) return new JsonAccess(JsonSetting.None, canWrite);
        var open = JsonOpenAccess.Of(property.ContainingType, [property.OriginalDefinition.Type]);
        if (property.IsRequired) return new JsonAccess(JsonSetting.Initializer, canWrite, open);
        if (!setter.IsInitOnly && Symbols.IsAccessible(setter, assembly)) return new JsonAccess(JsonSetting.Assignment, canWrite);
        return new JsonAccess(JsonSetting.Accessor, canWrite, open);
    }

    private static JsonAccess? OfField(JsonMember member, IFieldSymbol field, IParameterSymbol? parameter, IAssemblySymbol assembly, out string why)
    {
        why = Symbols.IsAccessible(field, assembly) ? "" : "the field is not accessible to the rest of the assembly";
        if (why.Length > 0) return null;
        if (parameter is not null) return new JsonAccess(JsonSetting.Constructor, canWrite: true);
        if (member.IsRequired) return new JsonAccess(JsonSetting.Initializer, canWrite: true);
        return new JsonAccess(field.IsReadOnly ? JsonSetting.None : JsonSetting.Assignment, canWrite: true);
    }
}

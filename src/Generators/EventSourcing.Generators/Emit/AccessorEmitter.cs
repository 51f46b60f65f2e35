using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits the accessors to setters and constructors that code cannot call: they are resolved by the runtime, without reflection.</summary>
internal static class AccessorEmitter
{
    private const string Accessor = "[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.";

    /// <summary>Emits those that a codec needs.</summary>
    public static void Emit(SourceWriter writer, JsonTypeModel type, MemberNames names)
    {
        if (type.HasPrivateConstructor)
        {
            var types = type.OpenConstructor is { } open ? open.Values : new EquatableArray<string>([.. type.Arguments.Select(a => a.Type)]);
            var parameters = string.Join(", ", types.Select((t, i) => $"{t} argument{i}"));
            Emit(writer, "Create", Accessor + "Constructor)]", type.OpenConstructor?.Type ?? type.TypeName, parameters, type.OpenConstructor);
        }

        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            if (member.IsField || member.Setting != JsonSetting.Accessor && !(type.HasPrivateConstructor && member.Setting == JsonSetting.Initializer)) continue;
            var parameters = $"{(type.IsValueType ? "ref " : "")}{member.Open?.Type ?? member.DeclaringType} target, {member.Open?.Values[0] ?? member.Shape.Declared} value";
            Emit(writer, "Set" + names.Pascal(i), $"{Accessor}Method, Name = {Literals.Of("set_" + member.Name)})]", "void", parameters, member.Open);
        }
    }

    /// <summary>What follows the name of an accessor where it is called.</summary>
    public static string CallOf(JsonOpenAccess? open) => open is null ? "" : $"Accessor{open.Arguments}.Invoke";

    private static void Emit(SourceWriter writer, string name, string attribute, string returns, string parameters, JsonOpenAccess? open)
    {
        if (open is null)
        {
            writer.Blank().Line(attribute).Line($"private static extern {returns} {name}({parameters});");
            return;
        }

        writer.Blank().Open($"private static class {name}Accessor{open.Parameters}{open.Constraints}");
        writer.Line(attribute).Line($"public static extern {returns} Invoke({parameters});").Close();
    }
}

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
            writer.Blank().Line(Accessor + "Constructor)]");
            var parameters = string.Join(", ", type.Arguments.Select((a, i) => $"{a.Type} argument{i}"));
            writer.Line($"private static extern {type.TypeName} Create({parameters});");
        }

        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            if (member.Setting != JsonSetting.Accessor && !(type.HasPrivateConstructor && member.Setting == JsonSetting.Initializer)) continue;
            writer.Blank().Line($"{Accessor}Method, Name = {Literals.Of("set_" + member.Name)})]");
            writer.Line($"private static extern void Set{names.Pascal(i)}({(type.IsValueType ? "ref " : "")}{member.DeclaringType} target, {member.Shape.Declared} value);");
        }
    }
}

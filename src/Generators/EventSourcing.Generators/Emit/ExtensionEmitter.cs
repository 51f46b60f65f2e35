using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits what a member needs that holds the members which its type does not have.</summary>
internal static class ExtensionEmitter
{
    private const string Dictionary = "global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>";

    /// <summary>The type of the local variable into which such members are read.</summary>
    public static string LocalType(JsonMemberModel member) => (member.Shape.Kind == JsonKind.Scalar ? member.Shape.Type : Dictionary) + "?";

    /// <summary>Emits the method that makes the member's own dictionary of what was read, if it is of another type.</summary>
    public static void Emit(SourceWriter writer, JsonMemberModel member, string pascal)
    {
        if (member.Setting == JsonSetting.None || member.Shape.Kind == JsonKind.Scalar || member.Shape.Detail == "items") return;
        writer.Line($"private static {member.Shape.Type} Make{pascal}({Dictionary} items) => {member.Shape.Detail};").Blank();
    }
}

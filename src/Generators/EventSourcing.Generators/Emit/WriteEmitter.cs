using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits how an object is written.</summary>
internal sealed class WriteEmitter(SourceWriter writer, MemberNames names)
{
    /// <summary>Emits <c>WriteValue</c>, and <c>WriteMembers</c> where a discriminator may come before the members.</summary>
    /// <param name="type">The type.</param>
    /// <param name="hasOwnValue">Whether a value is written as nothing but an object of this type.</param>
    /// <param name="hasMembers">Whether the members are written apart from the object.</param>
    public void Emit(JsonTypeModel type, bool hasOwnValue, bool hasMembers)
    {
        if (hasOwnValue)
        {
            writer.Open($"public static void WriteValue({CodecNames.Writer} writer, {type.TypeName} value)");
            writer.Line("writer.WriteStartObject();");
            if (hasMembers) writer.Line("WriteMembers(writer, value);");
            else Members(type);
            writer.Line("writer.WriteEndObject();").Close().Blank();
        }

        if (!hasMembers) return;
        writer.Open($"public static void WriteMembers({CodecNames.Writer} writer, {type.TypeName} value)");
        Members(type);
        writer.Close().Blank();
    }

    private void Members(JsonTypeModel type)
    {
        for (var i = 0; i < type.Members.Count; i++)
        {
            if (!type.Members[i].IsExtensionData) Member(type.Members[i], i);
        }

        for (var i = 0; i < type.Members.Count; i++)
        {
            var member = type.Members[i];
            if (!member.IsExtensionData || member.Writing == JsonWriting.Never) continue;
            writer.Line($"if (value.{Symbols.Escape(member.Name)} is {{ }} {names.Local(i)}) {CodecNames.Write}Extension(writer, {names.Local(i)});");
        }
    }

    private void Member(JsonMemberModel member, int index)
    {
        if (member.Writing == JsonWriting.Never) return;
        var (shape, name, value) = (member.Shape, names.Encoded(index), "value." + Symbols.Escape(member.Name));
        var quoted = Literals.Of(member.JsonName);

        // A converter may be for a nullable value as a whole.
        var isUnlessDefault = member.Writing == JsonWriting.UnlessDefault || (member.Writing == JsonWriting.UnlessNull && shape.Type.EndsWith("?", StringComparison.Ordinal));
        if (isUnlessDefault && shape is { IsValueType: true, AllowsNull: false })
        {
            If($"!global::System.Collections.Generic.EqualityComparer<{shape.Type}>.Default.Equals({value}, default)", shape, name, value, quoted, index);
        }
        else if (shape.AllowsNull && member.Writing is JsonWriting.UnlessNull or JsonWriting.UnlessDefault)
        {
            If($"{value} is {{ }} {names.Local(index)}", shape, name, names.Local(index), quoted, index);
        }
        else if (!shape.AllowsNull)
        {
            NotNull(shape, name, value, quoted, index);
        }
        else if (shape is { Kind: JsonKind.Scalar, Detail: "String" })
        {
            writer.Line($"writer.WriteString({name}, {CodecNames.Write}Text({value}, {quoted}));");
        }
        else if (shape is { Kind: JsonKind.Converter, IsValueType: false })
        {
            Named(shape, name, value, quoted, index);
        }
        else
        {
            If($"{value} is {{ }} {names.Local(index)}", shape, name, names.Local(index), quoted, index);
            writer.Line($"else writer.WriteNull({name});");
        }
    }

    private void If(string condition, JsonShape shape, string name, string value, string quoted, int index)
    {
        if (shape is { Kind: JsonKind.Scalar, Detail: "String" }) value = $"{CodecNames.Write}Text({value}, {quoted})";
        if (ScalarWriting.TryNamed(shape, name, value, quoted) is { } statement)
        {
            writer.Line($"if ({condition}) {statement}");
            return;
        }

        writer.Open($"if ({condition})");
        Named(shape, name, value, quoted, index);
        writer.Close();
    }

    /// <summary>What refuses a value must come before the member's name is written: an error then names the member, and the bytes so far name what holds it.</summary>
    private void NotNull(JsonShape shape, string name, string value, string quoted, int index)
    {
        if (shape.IsValueType)
        {
            Named(shape, name, value, quoted, index);
            return;
        }

        var checkedValue = $"{CodecNames.Write}NotNull({value}, {quoted})";
        if (ScalarWriting.TryNamed(shape, name, checkedValue, quoted) is { } statement)
        {
            writer.Line(statement);
            return;
        }

        writer.Line($"var {names.Local(index)} = {checkedValue};");
        Named(shape, name, names.Local(index), quoted, index);
    }

    private void Named(JsonShape shape, string name, string value, string quoted, int index)
    {
        if (ScalarWriting.TryNamed(shape, name, value, quoted) is { } statement)
        {
            writer.Line(statement);
            return;
        }

        if (shape is { Kind: JsonKind.Scalar, Detail: "Half", Numbers: 0 })
        {
            writer.Line($"{CodecNames.Write}Finite({value}, {quoted});");
        }

        writer.Line($"writer.WritePropertyName({name});");
        writer.Line(ScalarWriting.Value(shape, value, names.Pascal(index)));
    }
}

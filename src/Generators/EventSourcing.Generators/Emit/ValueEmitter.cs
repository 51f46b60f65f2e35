using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits the codec of a type that is stored as its only value, also as a key.</summary>
internal sealed class ValueEmitter(SourceWriter writer, MemberNames names)
{
    /// <summary>Emits <c>WriteValue</c>, <c>ReadValue</c>, and for keys <c>WriteKey</c> and <c>ReadKey</c>.</summary>
    public void Emit(JsonTypeModel type)
    {
        var member = type.Members[0];
        var (shape, value) = (member.Shape, "value." + Symbols.Escape(member.Name));
        var notNull = shape.IsValueType ? value : $"{CodecNames.Write}NotNull({value}, \"\")";
        writer.Line($"public static void WriteValue({CodecNames.Writer} writer, {type.TypeName} value) => {Expression(ScalarWriting.Value(shape, notNull, names.Pascal(0)))};").Blank();
        writer.Line($"public static {type.TypeName} ReadValue(ref {CodecNames.Reader} reader) => MakeValue({ReadEmitter.Value(shape, names.Pascal(0))});").Blank();
        if (type.Key is { } key)
        {
            writer.Line($"public static void WriteKey({CodecNames.Writer} writer, {type.TypeName} value) => {Expression(KeyWriting.Write(key, key.Detail == "String" ? notNull : value, names.Pascal(0) + "KeyConverter"))};").Blank();
            writer.Line($"public static {type.TypeName} ReadKey(ref {CodecNames.Reader} reader) => MakeValue({KeyWriting.Read(key, names.Pascal(0) + "KeyConverter")});").Blank();
        }

        writer.Open($"private static {type.TypeName} MakeValue({shape.Type} {names.Local(0)})");
        new ObjectMaker(writer, names, type).EmitUnconditionally();
        writer.Close().Blank();
    }

    private static string Expression(string statement) => statement.TrimEnd(';');
}

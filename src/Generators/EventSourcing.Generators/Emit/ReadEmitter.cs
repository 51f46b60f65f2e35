using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits how an object is read.</summary>
internal sealed class ReadEmitter(SourceWriter writer, MemberNames names)
{
    /// <summary>How many members the bits of one word stand for.</summary>
    public const int BitsPerWord = 64;

    private const int LongestChain = 12;

    /// <summary>Emits <c>ReadValue</c>, and the search for a member where there are many.</summary>
    public void Emit(JsonTypeModel type)
    {
        var readable = new List<int>();
        for (var i = 0; i < type.Members.Count; i++)
        {
            if (type.Members[i].Setting != JsonSetting.None) readable.Add(i);
        }

        writer.Open($"public static {type.TypeName} ReadValue(ref {CodecNames.Reader} reader)");
        writer.Line($"{CodecNames.Read}StartObject(ref reader);");
        foreach (var i in readable) writer.Line($"{type.Members[i].Shape.Declared} {names.Local(i)} = {InitialOf(type.Members[i])};");
        for (var word = 0; word * BitsPerWord < readable.Count; word++) writer.Line($"ulong {Seen(word)} = 0;");
        writer.Open($"while ({CodecNames.Read}NextMember(ref reader))");
        if (readable.Count > LongestChain) Switch(type, readable);
        else Chain(type, readable);
        writer.Close().Blank();
        Required(type, readable);
        Make(type, readable);
        writer.Close().Blank();
        if (readable.Count > LongestChain) Find(type, readable);
    }

    /// <summary>The expression that reads a value.</summary>
    public static string Value(JsonShape shape, string place)
    {
        var value = shape.Kind switch
        {
            JsonKind.Scalar => $"{CodecNames.Read}{shape.Detail}(ref reader)",
            JsonKind.Enum => $"({shape.Type}){CodecNames.Read}{shape.Detail}(ref reader)",
            JsonKind.Object => $"{shape.Detail}.ReadValue(ref reader)",
            JsonKind.Converter => $"{CodecNames.Read}{(shape.AllowsNull || shape.IsValueType ? "Converted" : "ConvertedNotNull")}(ref reader, {place}Converter, \"what its converter reads\")",
            _ => $"Read{place}(ref reader)",
        };
        return shape.AllowsNull && !(shape.Kind == JsonKind.Converter && !shape.IsValueType) ? $"{CodecNames.IsNull} ? {NullOf(shape)} : {value}" : value;
    }

    /// <summary>A struct may have a conversion from a class, as <c>ReadOnlyMemory</c> has from arrays: the compiler would take a bare null for its argument.</summary>
    private static string NullOf(JsonShape shape) =>
        shape.IsValueType && (shape.Kind is not (JsonKind.Scalar or JsonKind.Enum) || shape.Detail is "ReadOnlyMemory" or "Memory") ? $"({shape.Declared})null" : "null";

    private static string InitialOf(JsonMemberModel member) =>
        member.Default ?? (member.Shape.IsValueType || member.Shape.AllowsNull ? "default" : "default!");

    private static string Seen(int word) => word == 0 ? "seen" : "seen" + word;

    private static string Bit(int position) => $"1UL << {position % BitsPerWord}";

    private void Chain(JsonTypeModel type, List<int> readable)
    {
        for (var position = 0; position < readable.Count; position++)
        {
            var member = type.Members[readable[position]];
            writer.Open($"{(position == 0 ? "if" : "else if")} (reader.ValueTextEquals({Literals.Of(member.JsonName)}u8))");
            ReadMember(type, readable, position);
            writer.Close();
        }

        if (readable.Count == 0)
        {
            writer.Line($"{CodecNames.Read}Skip(ref reader);");
            return;
        }

        writer.Open("else").Line($"{CodecNames.Read}Skip(ref reader);").Close();
    }

    private void Switch(JsonTypeModel type, List<int> readable)
    {
        writer.Open("switch (FindMember(ref reader))");
        for (var position = 0; position < readable.Count; position++)
        {
            writer.Line($"case {position}:").Indent();
            ReadMember(type, readable, position);
            writer.Line("break;").Outdent();
        }

        writer.Line("default:").Indent().Line($"{CodecNames.Read}Skip(ref reader);").Line("break;").Outdent().Close();
    }

    private void ReadMember(JsonTypeModel type, List<int> readable, int position)
    {
        var index = readable[position];
        writer.Line($"{CodecNames.Read}Value(ref reader, ref {Seen(position / BitsPerWord)}, {Bit(position)});");
        writer.Line($"{names.Local(index)} = {Value(type.Members[index].Shape, names.Pascal(index))};");
    }

    private void Find(JsonTypeModel type, List<int> readable)
    {
        writer.Open($"private static int FindMember(ref {CodecNames.Reader} reader)");
        writer.Open("if (reader.HasValueSequence || reader.ValueIsEscaped)");
        for (var position = 0; position < readable.Count; position++)
            writer.Line($"if (reader.ValueTextEquals({Literals.Of(type.Members[readable[position]].JsonName)}u8)) return {position};");
        writer.Line("return -1;").Close().Blank();

        writer.Line("var name = reader.ValueSpan;");
        writer.Open("switch (name.Length)");
        var byLength = readable
            .Select((index, position) => (Name: type.Members[index].JsonName, Position: position))
            .GroupBy(m => System.Text.Encoding.UTF8.GetByteCount(m.Name))
            .OrderBy(g => g.Key);
        foreach (var group in byLength)
        {
            writer.Line($"case {group.Key}:").Indent();
            foreach (var (name, position) in group)
                writer.Line($"if (global::System.MemoryExtensions.SequenceEqual(name, {Literals.Of(name)}u8)) return {position};");
            writer.Line("return -1;").Outdent();
        }

        writer.Line("default:").Indent().Line("return -1;").Outdent().Close().Close().Blank();
    }

    private void Required(JsonTypeModel type, List<int> readable)
    {
        for (var word = 0; word * BitsPerWord < readable.Count; word++)
        {
            var mask = 0UL;
            var members = readable.Skip(word * BitsPerWord).Take(BitsPerWord).ToList();
            for (var i = 0; i < members.Count; i++)
            {
                if (type.Members[members[i]].IsRequired) mask |= 1UL << i;
            }

            if (mask == 0) continue;
            var allNames = string.Join(", ", members.Select(m => Literals.Of(type.Members[m].JsonName)));
            writer.Line($"if ((~{Seen(word)} & 0x{mask:x}UL) is not 0 and var missing{word}) throw {CodecNames.Errors}Missing(ref reader, missing{word}, [{allNames}]);");
        }
    }

    private void Make(JsonTypeModel type, List<int> readable)
    {
        var arguments = string.Join(", ", type.Arguments.Select(a => a.Member < 0 ? a.Default : names.Local(a.Member) + (a.Suppresses ? "!" : "")));
        var initialized = type.HasPrivateConstructor ? [] : readable.FindAll(i => type.Members[i].Setting == JsonSetting.Initializer);
        var initializer = initialized.Count == 0
            ? ""
            : " { " + string.Join(", ", initialized.Select(i => $"{Symbols.Escape(type.Members[i].Name)} = {names.Local(i)}")) + " }";
        var made = type.HasPrivateConstructor ? $"Create({arguments})" : $"new {type.TypeName}({arguments}){initializer}";
        var later = readable.FindAll(i => !initialized.Contains(i) && type.Members[i].Setting != JsonSetting.Constructor);
        if (later.Count == 0)
        {
            writer.Line($"return {made};");
            return;
        }

        writer.Line($"var result = {made};");
        foreach (var i in later)
        {
            var member = type.Members[i];
            var position = readable.IndexOf(i);
            var set = member.Setting == JsonSetting.Assignment
                ? $"result.{Symbols.Escape(member.Name)} = {names.Local(i)};"
                : $"Set{names.Pascal(i)}({(type.IsValueType ? "ref " : "")}result, {names.Local(i)});";
            writer.Line($"if (({Seen(position / BitsPerWord)} & ({Bit(position)})) != 0) {set}");
        }

        writer.Line("return result;");
    }
}

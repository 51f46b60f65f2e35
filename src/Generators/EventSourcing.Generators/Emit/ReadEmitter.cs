using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits how an object is read.</summary>
internal sealed class ReadEmitter
{
    /// <summary>How many members the bits of one word stand for.</summary>
    public const int BitsPerWord = 64;

    private const int LongestChain = 12;

    private readonly SourceWriter _writer;
    private readonly MemberNames _names;
    private readonly JsonTypeModel _type;

    /// <summary>The names that are known in JSON, each with the index of its member; -1 for a discriminator, which says nothing here any more.</summary>
    private readonly List<(string JsonName, int Member)> _known = [];
    private readonly int _extension = -1;

    /// <summary>Prepares the reading of a type.</summary>
    public ReadEmitter(SourceWriter writer, MemberNames names, JsonTypeModel type, EquatableArray<string> discriminators)
    {
        (_writer, _names, _type) = (writer, names, type);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < type.Members.Count; i++)
        {
            if (type.Members[i].Setting == JsonSetting.None) continue;
            if (type.Members[i].IsExtensionData) _extension = i;
            else if (taken.Add(type.Members[i].JsonName)) _known.Add((type.Members[i].JsonName, i));
        }

        foreach (var discriminator in discriminators)
        {
            if (taken.Add(discriminator)) _known.Add((discriminator, -1));
        }
    }

    /// <summary>Emits <c>ReadValue</c>, and <c>ReadObject</c> where a discriminator has been looked for before; the search for a member where there are many.</summary>
    /// <param name="hasOwnValue">Whether a value is read as nothing but an object of this type.</param>
    /// <param name="hasObject">Whether other codecs read such objects.</param>
    public void Emit(bool hasOwnValue, bool hasObject)
    {
        if (hasOwnValue && hasObject)
            _writer.Line($"public static {_type.TypeName} ReadValue(ref {CodecNames.Reader} reader) => ReadObject(ref reader);").Blank();
        if (!_type.CanBeRead)
        {
            _writer.Line($"public static {_type.TypeName} ReadObject(ref {CodecNames.Reader} reader) => throw {CodecNames.Errors}Abstract(ref reader, typeof({_type.TypeName}));").Blank();
            return;
        }

        _writer.Open($"public static {_type.TypeName} {(hasObject ? "ReadObject" : "ReadValue")}(ref {CodecNames.Reader} reader)");
        _writer.Line($"{CodecNames.Read}StartObject(ref reader);");
        foreach (var (_, member) in _known)
        {
            if (member >= 0) _writer.Line($"{_type.Members[member].Shape.Declared} {_names.Local(member)} = {InitialOf(_type.Members[member])};");
        }

        if (_extension >= 0) _writer.Line($"{ExtensionEmitter.LocalType(_type.Members[_extension])} {_names.Local(_extension)} = null;");
        for (var word = 0; word * BitsPerWord < _known.Count; word++) _writer.Line($"ulong {Seen(word)} = 0;");
        _writer.Open($"while ({CodecNames.Read}NextMember(ref reader))");
        if (_known.Count > LongestChain) Switch();
        else Chain();
        _writer.Close().Blank();
        Required();
        new ObjectMaker(_writer, _names, _type).Emit(IsSeen);
        _writer.Close().Blank();
        if (_known.Count > LongestChain) Find();
    }

    /// <summary>The expression that reads a value.</summary>
    public static string Value(JsonShape shape, string place)
    {
        var value = shape.Kind switch
        {
            JsonKind.Scalar when shape.Numbers != 0 => $"{CodecNames.Read}Number<{shape.Type}>(ref reader, {CodecNames.NumberHandling}{shape.Numbers})",
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

    private string IsSeen(int member)
    {
        if (member == _extension) return $"{_names.Local(member)} is not null";
        var position = _known.FindIndex(k => k.Member == member);
        return $"({Seen(position / BitsPerWord)} & ({Bit(position)})) != 0";
    }

    private void Chain()
    {
        for (var position = 0; position < _known.Count; position++)
        {
            _writer.Open($"{(position == 0 ? "if" : "else if")} (reader.ValueTextEquals({Literals.Of(_known[position].JsonName)}u8))");
            ReadMember(position);
            _writer.Close();
        }

        if (_known.Count == 0) _writer.Line(Unknown());
        else _writer.Open("else").Line(Unknown()).Close();
    }

    private void Switch()
    {
        _writer.Open("switch (FindMember(ref reader))");
        for (var position = 0; position < _known.Count; position++)
        {
            _writer.Line($"case {position}:").Indent();
            ReadMember(position);
            _writer.Line("break;").Outdent();
        }

        _writer.Line("default:").Indent().Line(Unknown());
        if (_extension >= 0 || !_type.RefusesUnmapped) _writer.Line("break;");
        _writer.Outdent().Close();
    }

    private string Unknown() =>
        _extension >= 0 ? $"{CodecNames.Read}Extension(ref reader, ref {_names.Local(_extension)});"
        : _type.RefusesUnmapped ? $"throw {CodecNames.Errors}Unmapped(ref reader);"
        : $"{CodecNames.Read}Skip(ref reader);";

    private void ReadMember(int position)
    {
        var index = _known[position].Member;
        _writer.Line($"{CodecNames.Read}Value(ref reader, ref {Seen(position / BitsPerWord)}, {Bit(position)});");
        _writer.Line(index < 0 ? $"{CodecNames.Read}Skip(ref reader);" : $"{_names.Local(index)} = {Value(_type.Members[index].Shape, _names.Pascal(index))};");
    }

    private void Find()
    {
        _writer.Open($"private static int FindMember(ref {CodecNames.Reader} reader)");
        _writer.Open("if (reader.HasValueSequence || reader.ValueIsEscaped)");
        for (var position = 0; position < _known.Count; position++)
            _writer.Line($"if (reader.ValueTextEquals({Literals.Of(_known[position].JsonName)}u8)) return {position};");
        _writer.Line("return -1;").Close().Blank();

        _writer.Line("var name = reader.ValueSpan;");
        _writer.Open("switch (name.Length)");
        var byLength = _known
            .Select((known, position) => (Name: known.JsonName, Position: position))
            .GroupBy(m => System.Text.Encoding.UTF8.GetByteCount(m.Name))
            .OrderBy(g => g.Key);
        foreach (var group in byLength)
        {
            _writer.Line($"case {group.Key}:").Indent();
            foreach (var (name, position) in group)
                _writer.Line($"if (global::System.MemoryExtensions.SequenceEqual(name, {Literals.Of(name)}u8)) return {position};");
            _writer.Line("return -1;").Outdent();
        }

        _writer.Line("default:").Indent().Line("return -1;").Outdent().Close().Close().Blank();
    }

    private void Required()
    {
        for (var word = 0; word * BitsPerWord < _known.Count; word++)
        {
            var mask = 0UL;
            var known = _known.Skip(word * BitsPerWord).Take(BitsPerWord).ToList();
            for (var i = 0; i < known.Count; i++)
            {
                if (known[i].Member >= 0 && _type.Members[known[i].Member].IsRequired) mask |= 1UL << i;
            }

            if (mask == 0) continue;
            var allNames = string.Join(", ", known.Select(k => Literals.Of(k.JsonName)));
            _writer.Line($"if ((~{Seen(word)} & 0x{mask:x}UL) is not 0 and var missing{word}) throw {CodecNames.Errors}Missing(ref reader, missing{word}, [{allNames}]);");
        }
    }
}

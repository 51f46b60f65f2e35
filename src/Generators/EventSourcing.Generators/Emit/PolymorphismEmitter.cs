using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Emits how a value is written and read that may be of one of several derived types.</summary>
internal sealed class PolymorphismEmitter(SourceWriter writer, JsonTypeModel type, JsonPolymorphism polymorphism)
{
    /// <summary>The field that holds the encoded name of the discriminator.</summary>
    public const string NameField = "DiscriminatorName";

    /// <summary>Emits <c>WriteValue</c>: the discriminator of the value's type first, then its members.</summary>
    public void EmitWrite()
    {
        writer.Open($"public static void WriteValue({CodecNames.Writer} writer, {type.TypeName} value)");
        writer.Open("switch (value)");
        var isBaseListed = false;
        foreach (var derived in polymorphism.Derived)
        {
            isBaseListed |= derived.IsBase;
            EmitCase(derived);
        }

        EmitDefault(isBaseListed);
        writer.Close().Close().Blank();
    }

    /// <summary>Emits <c>ReadValue</c>: the discriminator may be anywhere in the object.</summary>
    public void EmitRead()
    {
        writer.Open($"public static {type.TypeName} ReadValue(ref {CodecNames.Reader} reader)");
        writer.Line($"{CodecNames.Read}StartObject(ref reader);");
        var name = Literals.Of(polymorphism.Discriminator);
        writer.Line($"if (!{CodecNames.Read}Discriminator(reader, {name}u8, out var kind)) {(type.CanBeRead ? "return ReadObject(ref reader)" : $"throw {CodecNames.Errors}NoDiscriminator(ref reader, {name})")};");
        var known = new List<string>();
        foreach (var derived in polymorphism.Derived)
        {
            if (DiscriminatorOf(derived) is not { } value) continue;
            known.Add(derived.Text is { } text ? "'" + text + "'" : value);
            writer.Line($"if ({CodecNames.Read}Is(ref kind, {value}{(derived.Text is null ? "" : "u8")})) return {derived.Codec}.ReadObject(ref reader);");
        }

        writer.Line(polymorphism.IgnoresUnknown && type.CanBeRead
            ? "return ReadObject(ref reader);"
            : $"throw {CodecNames.Errors}UnknownDiscriminator(ref kind, {Literals.Of(string.Join(", ", known))});");
        writer.Close().Blank();
    }

    private void EmitCase(JsonDerived derived)
    {
        // Where the nearest ancestor counts, a type stands for what derives from it too: those that are declared themselves came before it.
        var isExact = !derived.IsSealed && polymorphism.Unknown != JsonUnknownDerived.NearestAncestor && !(derived.IsBase && polymorphism.Unknown == JsonUnknownDerived.BaseType);
        writer.Line($"case {derived.TypeName} derived{(isExact ? $" when derived.GetType() == typeof({derived.TypeName})" : "")}:").Indent();
        EmitObject(derived, $"{derived.Codec}.WriteMembers(writer, derived);");
        writer.Line("break;").Outdent();
    }

    private void EmitDefault(bool isBaseListed)
    {
        writer.Line("default:").Indent();
        var unknown = $"throw {CodecNames.Errors}UnknownDerivedType(value.GetType(), typeof({type.TypeName}));";
        if (isBaseListed || type.Form == JsonForm.DerivedOnly)
        {
            writer.Line(unknown).Outdent();
            return;
        }

        if (polymorphism.Unknown == JsonUnknownDerived.Fail) writer.Line($"if (value.GetType() != typeof({type.TypeName})) {unknown}");
        EmitObject(null, "WriteMembers(writer, value);");
        writer.Line("break;").Outdent();
    }

    private void EmitObject(JsonDerived? derived, string members)
    {
        writer.Line("writer.WriteStartObject();");
        if (derived is not null && DiscriminatorOf(derived) is { } value) writer.Line($"writer.{(derived.Text is null ? "WriteNumber" : "WriteString")}({NameField}, {value});");
        writer.Line(members).Line("writer.WriteEndObject();");
    }

    private static string? DiscriminatorOf(JsonDerived derived) =>
        derived.Text is { } text ? Literals.Of(text) : derived.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

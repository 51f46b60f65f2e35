namespace EventSourcing.ReadModels;

/// <summary>The names of an enum's values.</summary>
internal static class EnumNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<TEnum, ReadModelValue> Names = Find();
    private static readonly Dictionary<string, TEnum> Values = FindValues();

    public static ReadModelType<TEnum> Type { get; } = new(ReadModelValueKind.Text, Store, Load);

    private static ReadModelValue Store(TEnum value) => Names.TryGetValue(value, out var name)
        ? name
        : throw new SerializationException($"The value {value:D} of {typeof(TEnum)} has no name. Store one that the enum declares, or the enum by number.", "");

    private static TEnum Load(ReadModelValue value) => Values.TryGetValue(value.AsText(), out var found)
        ? found
        : throw new SerializationException($"The enum {typeof(TEnum)} has no value {value}. Give it that value again, or rebuild the read model.", "");

    // Several names of one value: the first that .NET gives for it.
    private static Dictionary<TEnum, ReadModelValue> Find() => Enum.GetValues<TEnum>().Distinct().ToDictionary(v => v, v => ReadModelValue.Of(Enum.GetName(v)!));

    private static Dictionary<string, TEnum> FindValues() => Enum.GetNames<TEnum>().ToDictionary(name => name, Enum.Parse<TEnum>, StringComparer.Ordinal);
}

using System.Globalization;

namespace EventSourcing.ReadModels;

/// <summary>The numbers of an enum's values.</summary>
internal static class EnumNumbers<TEnum>
    where TEnum : struct, Enum
{
    private static readonly bool IsUnsigned64 = Enum.GetUnderlyingType(typeof(TEnum)) == typeof(ulong);

    public static ReadModelType<TEnum> Type { get; } = new(ReadModelValueKind.Int64, Store, Load);

    // Of an unsigned one of 64 bits the bits, which may look negative.
    private static ReadModelValue Store(TEnum value) =>
        ReadModelValue.Of(IsUnsigned64 ? unchecked((long)Convert.ToUInt64(value, CultureInfo.InvariantCulture)) : Convert.ToInt64(value, CultureInfo.InvariantCulture));

    private static TEnum Load(ReadModelValue value) =>
        IsUnsigned64 ? (TEnum)Enum.ToObject(typeof(TEnum), unchecked((ulong)value.AsInt64())) : (TEnum)Enum.ToObject(typeof(TEnum), value.AsInt64());
}

namespace EventSourcing.Compiler;

/// <summary>Where [JsonNumberHandling] applies, as System.Text.Json has it.</summary>
internal static class JsonNumbers
{
    private const int All = 7;

    /// <summary>The shape with the handling, or <see langword="null"/> where there are no numbers that it could apply to.</summary>
    /// <param name="shape">The shape of a member.</param>
    /// <param name="numbers">The flags of the attribute.</param>
    public static JsonShape? Apply(JsonShape shape, int numbers)
    {
        if (IsNumber(shape)) return shape with { Numbers = numbers & All };
        return shape is { Kind: JsonKind.Collection or JsonKind.Dictionary, Element: { } element } && IsNumber(element)
            ? shape with { Element = element with { Numbers = numbers & All } }
            : null;
    }

    private static bool IsNumber(JsonShape shape) => shape is
    {
        Kind: JsonKind.Scalar,
        Detail: "SByte" or "Byte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64" or "Int128" or "UInt128"
            or "Half" or "Single" or "Double" or "Decimal",
    };
}

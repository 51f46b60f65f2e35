namespace EventSourcing.Compiler;

/// <summary>What a converter of the user's writes; nobody else knows its form.</summary>
/// <param name="Converter">The converter's name, without its namespace.</param>
/// <param name="IsNullable">Whether it may be <see langword="null"/>.</param>
internal sealed record ConvertedValue(string Converter, bool IsNullable) : LockedValue(IsNullable)
{
    /// <inheritdoc/>
    protected override string Text => "converter(" + Converter + ")";
}

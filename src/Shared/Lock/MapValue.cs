namespace EventSourcing.Compiler;

/// <summary>A JSON object whose names are keys, whatever dictionary holds it in code.</summary>
/// <param name="Key">Its keys, in the form that they have as values.</param>
/// <param name="Value">Its values.</param>
/// <param name="IsNullable">Whether it may be <see langword="null"/>.</param>
internal sealed record MapValue(LockedValue Key, LockedValue Value, bool IsNullable) : LockedValue(IsNullable)
{
    /// <inheritdoc/>
    protected override string Text => "map<" + Key + ", " + Value + ">";
}

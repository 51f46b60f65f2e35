namespace EventSourcing.Compiler;

/// <summary>A JSON array, whatever collection holds it in code.</summary>
/// <param name="Element">Its elements.</param>
/// <param name="IsNullable">Whether it may be <see langword="null"/>.</param>
internal sealed record ListValue(LockedValue Element, bool IsNullable) : LockedValue(IsNullable)
{
    /// <inheritdoc/>
    protected override string Text => Element + "[]";
}

namespace EventSourcing.Compiler;

/// <summary>A value that is neither an object nor an array, or any JSON at all.</summary>
/// <param name="Name">One of <see cref="Scalars"/>.</param>
/// <param name="IsNullable">Whether it may be <see langword="null"/>.</param>
internal sealed record ScalarValue(string Name, bool IsNullable) : LockedValue(IsNullable)
{
    /// <inheritdoc/>
    protected override string Text => Name;
}

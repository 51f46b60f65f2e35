namespace EventSourcing.Compiler;

/// <summary>A value of one of the <see cref="LockedShape.Types"/>.</summary>
/// <param name="Name">The name of the type; begins with a capital, or else with <c>@</c>, so that it is no scalar.</param>
/// <param name="IsNullable">Whether it may be <see langword="null"/>.</param>
internal sealed record NamedValue(string Name, bool IsNullable) : LockedValue(IsNullable)
{
    /// <inheritdoc/>
    protected override string Text => Name;
}

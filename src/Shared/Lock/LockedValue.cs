namespace EventSourcing.Compiler;

/// <summary>What a value in JSON is, in the notation of the lock.</summary>
/// <param name="IsNullable">Whether it may be <see langword="null"/>.</param>
internal abstract record LockedValue(bool IsNullable)
{
    /// <summary>The notation: <c>string?</c>, <c>Line[]</c>, <c>map&lt;guid, int32&gt;</c>, <c>converter(MoneyConverter)</c>.</summary>
    public sealed override string ToString() => IsNullable ? Text + "?" : Text;

    /// <summary>The notation without the question mark.</summary>
    protected abstract string Text { get; }
}


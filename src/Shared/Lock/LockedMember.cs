namespace EventSourcing.Compiler;

/// <summary>A member of an object in JSON.</summary>
/// <param name="Type">What its value is.</param>
/// <param name="Default">
/// What it is read as where JSON lacks it: a JSON literal, <see cref="LockFormat.Computed"/> or <see cref="LockFormat.TypeDefault"/>;
/// <see langword="null"/> where it is required.
/// </param>
internal sealed record LockedMember(LockedValue Type, string? Default)
{
    /// <summary>Whether reading an event without it is an error.</summary>
    public bool IsRequired => Default is null;

    /// <summary>Whether nobody wrote the default: it is that of the type. Not in the file, where both are the same.</summary>
    public bool IsImplicit { get; init; }

    /// <summary>As the file has it: <c>decimal</c>, or <c>string? = null</c> for an optional one.</summary>
    public override string ToString() => IsRequired ? Type.ToString() : Type + " = " + Default;
}

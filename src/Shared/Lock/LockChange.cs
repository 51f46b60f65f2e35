namespace EventSourcing.Compiler;

/// <summary>One difference between a shape and that of the lock.</summary>
/// <param name="Kind">How they differ.</param>
/// <param name="Member">The member of the event through which it is reached, by its JSON name; of the lock where the event does not have it.</param>
/// <param name="Path">The place in JSON, such as <c>lines[].price</c>.</param>
/// <param name="Before">What the lock says: a type, a default, a name or a number; empty where it says nothing.</param>
/// <param name="After">What the code says.</param>
internal sealed record LockChange(LockChangeKind Kind, string Member, string Path, string Before, string After)
{
    /// <summary>Whether stored events cannot be read any more, or would say something else.</summary>
    public bool IsBreaking => Kind < LockChangeKind.MemberAdded;
}

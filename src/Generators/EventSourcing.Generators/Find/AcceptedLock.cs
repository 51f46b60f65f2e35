namespace EventSourcing.Generators;

/// <summary>The lock with the events of the project in it.</summary>
/// <param name="Text">The file; empty where none is asked for, which is always but in the build that accepts changes, or where the file there is cannot be read.</param>
internal sealed record AcceptedLock(string Text)
{
    /// <summary>Nothing to emit.</summary>
    public static AcceptedLock None { get; } = new("");
}

namespace EventSourcing;

/// <summary>What stands in the place of an event that upcasters leave nothing of, where a reading asks for those: see <see cref="StreamReadOptions.IncludeEmptied"/>.</summary>
public sealed class EmptiedEvent
{
    private EmptiedEvent()
    {
    }

    /// <summary>The one object.</summary>
    public static EmptiedEvent Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "(nothing)";
}

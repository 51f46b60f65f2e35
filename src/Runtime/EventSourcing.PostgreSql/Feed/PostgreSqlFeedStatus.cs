namespace EventSourcing;

/// <summary>How far the feed of a store can be read, and who holds it back; see <see cref="PostgreSqlEventStore.GetFeedStatusAsync"/>.</summary>
/// <param name="Drawn">The last position that any append has drawn, whether it has committed, rolled back or is still under way; 0 before the first.</param>
/// <param name="Ceiling">The position up to which no append is under way any more; readers see what lies at or below it.</param>
/// <param name="Head">The last position that a reading gives now; <see langword="null"/> where there is none.</param>
/// <param name="Holders">The appends that are under way, those that hold the feed back the furthest first.</param>
public sealed record PostgreSqlFeedStatus(long Drawn, long Ceiling, GlobalPosition? Head, IReadOnlyList<PostgreSqlFeedHolder> Holders)
{
    /// <summary>For how long the oldest append has been under way; zero where none is.</summary>
    public TimeSpan HeldFor => Holders.Count == 0 ? TimeSpan.Zero : Holders.Max(h => h.Age ?? TimeSpan.Zero);
}

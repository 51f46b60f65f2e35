namespace EventSourcing.Projections;

/// <summary>Some events of the feed.</summary>
/// <param name="Events">Those that concern the projection, in the order of the feed; none of a position is missing.</param>
/// <param name="UpTo">Everything up to here is among them, or does not concern the projection; <see langword="null"/> where the feed is empty.</param>
/// <param name="IsLast">Whether there is nothing behind it, as far as was asked for.</param>
/// <param name="Poison">The event at <paramref name="UpTo"/>, behind all others, where it cannot be read; else <see langword="null"/>.</param>
internal sealed record RebuildPage(IReadOnlyList<RecordedEvent> Events, GlobalPosition? UpTo, bool IsLast, RebuildPoison? Poison = null);

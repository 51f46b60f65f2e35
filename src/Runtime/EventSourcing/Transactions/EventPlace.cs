namespace EventSourcing.Transactions;

/// <summary>What a store alone knows of an event that was just appended.</summary>
/// <param name="Position">Its place in the feed.</param>
/// <param name="RecordedAt">When the store recorded it.</param>
internal readonly record struct EventPlace(GlobalPosition Position, DateTimeOffset RecordedAt);

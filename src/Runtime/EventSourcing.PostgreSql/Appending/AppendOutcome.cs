namespace EventSourcing.PostgreSql;

/// <summary>What became of an append.</summary>
/// <param name="Status">Whether it is stored, or why not.</param>
/// <param name="Version">The stream's version afterwards.</param>
/// <param name="First">The position of its first event, where it is stored.</param>
/// <param name="Last">The position of its last event, where it is stored.</param>
internal readonly record struct AppendOutcome(AppendStatus Status, long Version, long First, long Last);

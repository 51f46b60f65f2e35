namespace EventSourcing;

/// <summary>How far an import has come. What it counts is committed.</summary>
/// <param name="Imported">How many events it has stored.</param>
/// <param name="Skipped">How many it has passed over, since the store had them.</param>
/// <param name="LastPosition">The place in the feed of the last event that it has stored; <see langword="null"/> as long as there is none.</param>
public readonly record struct PostgreSqlImportProgress(long Imported, long Skipped, GlobalPosition? LastPosition);

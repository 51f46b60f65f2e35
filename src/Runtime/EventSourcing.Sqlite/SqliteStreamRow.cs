namespace EventSourcing.Sqlite;

/// <summary>A stream as the file has it.</summary>
/// <param name="Id">Its number; 0 for one that the file does not know.</param>
/// <param name="Version">The version of its last event; 0 where it has none.</param>
/// <param name="State">Its state.</param>
/// <param name="FirstVersion">The version before which its events were removed; 1 where none was.</param>
internal readonly record struct SqliteStreamRow(long Id, long Version, StreamState State, long FirstVersion);

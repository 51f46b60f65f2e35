using System.Globalization;

namespace EventSourcing;

/// <summary>A transaction that has begun an append, and has neither committed nor rolled back. Readers of the feed see nothing after its position until it ends.</summary>
/// <remarks>What PostgreSQL does not tell to the role that asks is <see langword="null"/>: a member of <c>pg_read_all_stats</c> learns all.</remarks>
public sealed record PostgreSqlFeedHolder
{
    /// <summary>The position after which it may have drawn others.</summary>
    public required long Position { get; init; }

    /// <summary>The server's process that runs it; <see langword="null"/> for a prepared transaction, which no process runs.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The name of the prepared transaction; <see langword="null"/> where it is none. <c>COMMIT PREPARED</c> or <c>ROLLBACK PREPARED</c> ends it.</summary>
    public string? PreparedTransaction { get; init; }

    /// <summary>The application's name, from its connection string.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>The session's state as <c>pg_stat_activity</c> has it, such as <c>active</c> or <c>idle in transaction</c>.</summary>
    public string? State { get; init; }

    /// <summary>When its current or last statement began, by the server's clock.</summary>
    public DateTimeOffset? QueryStart { get; init; }

    /// <summary>For how long its transaction has been running, or has been prepared, by the server's clock.</summary>
    public TimeSpan? Age { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var who = PreparedTransaction is { } name
            ? $"prepared transaction '{name}'"
            : string.Create(CultureInfo.InvariantCulture, $"process {ProcessId} ({(string.IsNullOrEmpty(ApplicationName) ? "no application name" : ApplicationName)}, {State ?? "state unknown"})");
        return string.Create(CultureInfo.InvariantCulture, $"{who} holds the feed at {Position} for {Age?.TotalSeconds:0.0} s");
    }
}

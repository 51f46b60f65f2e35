using EventSourcing.Processes;
using EventSourcing.Subscriptions;

namespace EventSourcing;

/// <summary>The tables that subscriptions and process managers keep for themselves, beside those of your read models. They make them when they first need them, where they may.</summary>
/// <remarks>
/// Where a program may make no tables, an owner runs what <see cref="IReadModelSchema.Script"/> gives for them, or has <see cref="IReadModelSchema.ApplyAsync"/> make them, and grants the program its rights.
/// </remarks>
public static class DeliveryTables
{
    /// <summary>How their rows are stored: dead letters, instances of process managers, and their timeouts.</summary>
    public static IReadOnlyList<ReadModelMapping> All { get; } = [DeadLetterMapping.Instance, ProcessInstanceMapping.Instance, ProcessTimeoutMapping.Instance];
}

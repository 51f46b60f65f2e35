namespace EventSourcing;

/// <summary>What is known of a command beside its data. The events that it leads to inherit it.</summary>
public sealed record CommandMetadata
{
    /// <summary>The command's id, the cause of its events; <see cref="Guid.Empty"/> asks for a new one.</summary>
    public Guid CommandId { get; init; }

    /// <summary>The conversation; <see langword="null"/> takes the ambient one, or else begins one with the command's id.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>Who sent it; <see langword="null"/> takes the ambient actor.</summary>
    public string? Actor { get; init; }

    /// <summary>For which tenant; <see langword="null"/> takes the ambient tenant.</summary>
    public string? Tenant { get; init; }
}

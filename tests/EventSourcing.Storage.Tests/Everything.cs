namespace EventSourcing.Storage.Tests;

/// <summary>A projection that handles every event, and does nothing with it.</summary>
internal sealed class Everything : IProjection
{
    public static ProjectionDescriptor Descriptor { get; } = new ProjectionDescriptor<Everything>("everything", 1, [typeof(object)], [], _ => new Everything());

    public ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

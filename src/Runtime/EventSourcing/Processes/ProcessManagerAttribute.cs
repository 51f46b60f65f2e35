namespace EventSourcing;

/// <summary>Marks a partial class that derives from <see cref="ProcessManager{TState}"/>, whose <c>[Handles]</c> methods say what a business process does next.</summary>
/// <remarks>
/// The source generator emits the dispatch and the factory, as for <see cref="ProjectionAttribute"/>: handlers are instance methods <c>ValueTask On(TEvent [, EventContext] [, CancellationToken])</c>,
/// or return <see cref="Task"/> or nothing. <see cref="PartitionKeyAttribute"/> says to which instance of the process an event belongs; where no method says it, that is the key of the event's stream.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProcessManagerAttribute : Attribute
{
    /// <summary>The name is the class's name in kebab case.</summary>
    public ProcessManagerAttribute()
    {
    }

    /// <summary>The name is <paramref name="name"/>.</summary>
    /// <param name="name">The name under which instances, timeouts and checkpoints are kept: 1 to 100 characters. Renaming it begins anew.</param>
    public ProcessManagerAttribute(string name) => Name = name;

    /// <summary>The name, or <see langword="null"/> for the class's name in kebab case.</summary>
    public string? Name { get; }
}

namespace EventSourcing;

/// <summary>Marks a partial class whose <c>[Handles]</c> methods turn events into rows of read models, or into whatever else is derived from history.</summary>
/// <remarks>
/// The source generator emits the dispatch, and the factory that gives the constructor its <see cref="IReadModel{TRow}"/>s and services. Handlers are instance methods
/// <c>ValueTask On(TEvent [, EventContext] [, CancellationToken])</c>, or return <see cref="Task"/> or nothing; a handler may also take a run of events as
/// <c>IReadOnlyList&lt;HandledEvent&lt;TEvent&gt;&gt;</c>. An instance is made for each transaction and let go with it: keep nothing in its fields. <see cref="PartitionKeyAttribute"/> says which events
/// must be handled in order, where it is not those of a stream.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProjectionAttribute : Attribute
{
    /// <summary>The name is the class's name in kebab case.</summary>
    public ProjectionAttribute()
    {
    }

    /// <summary>The name is <paramref name="name"/>.</summary>
    /// <param name="name">The name under which checkpoints are kept: 1 to 100 characters. Renaming it begins anew.</param>
    public ProjectionAttribute(string name) => Name = name;

    /// <summary>The name, or <see langword="null"/> for the class's name in kebab case.</summary>
    public string? Name { get; }

    /// <summary>The version of what it derives, from 1. Another version is built beside the old one, and takes its place when it has caught up.</summary>
    public int Version { get; set; } = 1;
}

namespace EventSourcing.Compiler;

/// <summary>Which attributes of ours a type or its methods seem to carry, by their spelling.</summary>
[Flags]
internal enum Marks
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>[DomainEvent] on the type.</summary>
    Event = 1,

    /// <summary>[Aggregate] on the type.</summary>
    Aggregate = 2,

    /// <summary>[Handles] on a method.</summary>
    Handlers = 4,

    /// <summary>[Upcasts] on a method.</summary>
    Upcasters = 8,

    /// <summary>[Projection] or [ProcessManager] on the type.</summary>
    Projection = 16,

    /// <summary>[ReadModel] on the type.</summary>
    ReadModel = 32,

    /// <summary>All that stand on types.</summary>
    OnTypes = Event | Aggregate | Projection | ReadModel,

    /// <summary>All that stand on methods.</summary>
    OnMethods = Handlers | Upcasters,
}

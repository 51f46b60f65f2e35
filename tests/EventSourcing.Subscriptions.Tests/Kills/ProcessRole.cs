namespace EventSourcing.Subscriptions.Tests;

/// <summary>What a process of the tests does. Each has a name, which some roles take for a number.</summary>
internal enum ProcessRole
{
    /// <summary>Appends as many events as its name says, each printed, and ends; with the number 0 until it is told to stop.</summary>
    Writer,

    /// <summary>The only one that runs a projection and effects, of which some fail.</summary>
    Single,

    /// <summary>Shares a projection and effects with other nodes; its name is the node's.</summary>
    Node,

    /// <summary>Opens each store that it is told of, runs what a node does on it until it is told to leave, and says when it has started and when it is ready for the next one.</summary>
    Starter,

    /// <summary>Serves the version of the projection that its name says, alone, until another one has taken over; ends then.</summary>
    Serving,

    /// <summary>The same as one of several nodes.</summary>
    ServingNode,

    /// <summary>Rebuilds the projection as the version that its name says, tells of each step, and ends.</summary>
    Rebuild,

    /// <summary>Shares a process manager with other nodes, and lets its timeouts elapse; its name is the node's.</summary>
    Courier,
}

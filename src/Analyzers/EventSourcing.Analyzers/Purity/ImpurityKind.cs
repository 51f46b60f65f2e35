namespace EventSourcing.Analyzers.Purity;

/// <summary>What makes the outcome of a method depend on more than its arguments, or reach further than its result.</summary>
internal enum ImpurityKind
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>It reads the clock, makes ids or random numbers, or looks at the environment.</summary>
    Nondeterministic,

    /// <summary>It reads or writes something outside of the process, or starts work that goes on beside it.</summary>
    SideEffect,

    /// <summary>It writes a log: a side effect that does little harm.</summary>
    Logging,

    /// <summary>It throws, or calls what validates and throws.</summary>
    Throws,

    /// <summary>It raises or appends events.</summary>
    Raises,

    /// <summary>It reads or writes what does not follow from events: static state that can change, or a service of the instance.</summary>
    OutsideState,

    /// <summary>It keeps a reference to a mutable collection of its argument.</summary>
    Aliasing,

    /// <summary>It formats, parses or compares as the machine's culture or time zone has it.</summary>
    Culture,
}

namespace EventSourcing.Compiler;

/// <summary>Where the state before the first event comes from.</summary>
internal enum InitialState
{
    /// <summary>There is none: the first event creates it.</summary>
    Deferred,

    /// <summary>The static member <c>Initial</c> of the state.</summary>
    InitialMember,

    /// <summary>The state's parameterless constructor.</summary>
    Constructor,

    /// <summary>The default of a value type.</summary>
    Default,

    /// <summary>A base class says.</summary>
    Inherited,
}

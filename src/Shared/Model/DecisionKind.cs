namespace EventSourcing.Compiler;

/// <summary>In which form a <c>Decide</c> method returns the events.</summary>
internal enum DecisionKind
{
    /// <summary>A sequence of reference types.</summary>
    Events,

    /// <summary>A sequence of value types, each of which is boxed.</summary>
    ValueEvents,

    /// <summary>One event.</summary>
    One,

    /// <summary>One event, or <see langword="null"/> for none.</summary>
    OneOrNone,
}

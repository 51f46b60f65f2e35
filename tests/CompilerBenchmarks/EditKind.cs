namespace CompilerBenchmarks;

/// <summary>What somebody types.</summary>
internal enum EditKind
{
    /// <summary>In the body of a method that has nothing to do with events.</summary>
    Unrelated,

    /// <summary>In the body of a handler.</summary>
    HandlerBody,

    /// <summary>A new event with a handler.</summary>
    NewHandler,

    /// <summary>A new member of an event.</summary>
    NewMember,

    /// <summary>In the body of a projection's handler.</summary>
    ProjectionBody,

    /// <summary>A new member of the rows of a read model.</summary>
    NewColumn,
}

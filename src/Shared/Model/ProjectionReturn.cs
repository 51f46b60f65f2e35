namespace EventSourcing.Compiler;

/// <summary>What a handler of a projection returns.</summary>
internal enum ProjectionReturn
{
    /// <summary>Nothing: it is done when it returns.</summary>
    Nothing,

    /// <summary>A <c>Task</c>.</summary>
    Task,

    /// <summary>A <c>ValueTask</c>.</summary>
    ValueTask,
}

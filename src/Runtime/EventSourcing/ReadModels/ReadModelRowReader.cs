namespace EventSourcing;

/// <summary>Makes a row from its stored values.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <param name="values">The values, in the order of the mapping's columns.</param>
/// <returns>The row.</returns>
public delegate TRow ReadModelRowReader<out TRow>(ReadOnlySpan<ReadModelValue> values)
    where TRow : class;

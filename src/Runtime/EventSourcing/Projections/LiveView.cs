namespace EventSourcing;

/// <summary>The rows that a projection has made of history on demand, in memory. Nothing of it is kept anywhere else.</summary>
public sealed class LiveView : IAsyncDisposable
{
    private readonly InMemoryEventStore _rows;

    internal LiveView(InMemoryEventStore rows, GlobalPosition? position, long events)
    {
        _rows = rows;
        Position = position;
        Events = events;
    }

    /// <summary>The place of the last event that the projection was given; <see langword="null"/> where there was none.</summary>
    public GlobalPosition? Position { get; }

    /// <summary>How many events the projection was given.</summary>
    public long Events { get; }

    /// <summary>The rows of a read model that the projection writes.</summary>
    /// <typeparam name="TRow">The type of the rows.</typeparam>
    /// <param name="mapping">How rows are stored, as the projection has it.</param>
    /// <returns>The read model.</returns>
    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => _rows.ReadModel(mapping);

    /// <summary>Lets the rows go.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync() => _rows.DisposeAsync();
}

using EventSourcing.ReadModels;

namespace EventSourcing;

/// <content>Read models.</content>
public sealed partial class InMemoryEventStore : IRowSource
{
    /// <inheritdoc/>
    /// <remarks>Tables in memory need not be made: there is nothing to apply, and no difference.</remarks>
    public IReadModelSchema ReadModelSchema => InMemoryReadModelSchema.Instance;

    /// <inheritdoc/>
    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(mapping);
        return new StoreReadModel<TRow>(this, this, mapping);
    }

    ValueTask<TResult> IRowSource.ReadAsync<TState, TResult>(string work, TState state, Func<IRowPort, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        return read(new InMemoryRowPort(_history.Tables), state, cancellationToken);
    }
}

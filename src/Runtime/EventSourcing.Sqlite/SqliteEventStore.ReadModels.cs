using EventSourcing.ReadModels;
using EventSourcing.Sqlite.ReadModels;

namespace EventSourcing;

/// <content>Read models.</content>
public sealed partial class SqliteEventStore : IRowSource
{
    /// <inheritdoc/>
    /// <remarks>
    /// The tables are in the store's own file. Columns that hold decimals are text, with their digits; queries and indexes compare them by the collation <c>es_decimal</c>, which only this package
    /// knows: other programs can read such a table, and cannot write to it where an index or key has a decimal.
    /// </remarks>
    public IReadModelSchema ReadModelSchema => field ??= new SqliteReadModelSchema(_file);

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
        return _file.ReadAsync(
            work,
            (_file.Sessions.File, state, read, cancellationToken),
#pragma warning disable CA2012 // Nothing waits on SQLite's own interface: the task is complete.
            static (session, q) => q.read(new SqliteRowPort(session, q.File, lose: null), q.state, q.cancellationToken).GetAwaiter().GetResult(),
#pragma warning restore CA2012
            cancellationToken);
    }
}

using EventSourcing.PostgreSql.ReadModels;
using EventSourcing.ReadModels;

namespace EventSourcing;

/// <content>Read models.</content>
public sealed partial class PostgreSqlEventStore
{
    /// <inheritdoc/>
    /// <remarks>
    /// <para>
    /// Tables are in the store's schema, or in that of <see cref="PostgreSqlEventStoreOptions.ReadModelSchema"/>. They are made one at a time in the whole database; an index over rows that are there is built
    /// beside those who write, which takes a second connection of the pool. With <see cref="PostgreSqlSchemaCreation.Never"/> nothing is made, and what is missing is an error.
    /// </para>
    /// <para>Row-level security does not reach them: keep tenants apart by a column, or a policy of your own.</para>
    /// </remarks>
    public IReadModelSchema ReadModelSchema { get; }

    /// <inheritdoc/>
    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(mapping);
        return new StoreReadModel<TRow>(this, _database.ReadModels, mapping);
    }
}

namespace EventSourcing;

/// <content>Read models.</content>
public sealed partial class SqliteEventStore
{
    /// <inheritdoc/>
    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => throw new NotSupportedException("Read models in SQLite are not part of this version.");
}

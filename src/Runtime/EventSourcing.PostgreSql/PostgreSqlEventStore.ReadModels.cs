namespace EventSourcing;

/// <content>Read models.</content>
public sealed partial class PostgreSqlEventStore
{
    /// <inheritdoc/>
    public IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class => throw new NotSupportedException("Read models in PostgreSQL are not part of this version.");
}

namespace EventSourcing.PostgreSql;

/// <content>Read models within the transaction.</content>
internal sealed partial class PostgreSqlStoreTransaction
{
    public override IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping) => throw new NotSupportedException("Read models in PostgreSQL are not part of this version.");
}

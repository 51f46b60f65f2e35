namespace EventSourcing.Sqlite;

/// <content>Read models within the transaction.</content>
internal sealed partial class SqliteStoreTransaction
{
    public override IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping) => throw new NotSupportedException("Read models in SQLite are not part of this version.");
}

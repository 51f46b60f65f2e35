using EventSourcing.ReadModels;
using EventSourcing.Sqlite.ReadModels;

namespace EventSourcing.Sqlite;

/// <content>Read models within the transaction.</content>
internal sealed partial class SqliteStoreTransaction
{
    private RowSession? _rows;

    public override IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        using var use = Use();
        return (_rows ??= new RowSession(new SqliteRowPort(Session, file.Sessions.File, lose: Lose), this)).Open(mapping);
    }
}

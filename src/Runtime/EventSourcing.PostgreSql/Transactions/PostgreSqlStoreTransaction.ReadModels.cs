using EventSourcing.PostgreSql.ReadModels;
using EventSourcing.ReadModels;

namespace EventSourcing.PostgreSql;

/// <content>Read models within the transaction.</content>
internal sealed partial class PostgreSqlStoreTransaction
{
    private RowSession? _rows;

    public override IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        using var use = Use();
        return Rows.Open(mapping);
    }

    protected override RowSession Rows => _rows ??= new RowSession(new PostgreSqlRowPort(Database.ReadModels, NpgsqlConnection, Lose), this);
}

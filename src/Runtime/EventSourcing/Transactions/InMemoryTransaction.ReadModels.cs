using EventSourcing.ReadModels;

namespace EventSourcing.Transactions;

/// <content>Read models within the transaction.</content>
internal sealed partial class InMemoryTransaction
{
    private RowSession? _rows;

    public override IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        using var use = Use();
        return (_rows ??= BeginRows()).Open(mapping);
    }

    // The transaction has the turn of whoever writes from its beginning: what it found is what it commits to.
    private RowSession BeginRows()
    {
        var port = new InMemoryRowPort(history.Tables);
        return new RowSession(port, this, port.Commit);
    }
}

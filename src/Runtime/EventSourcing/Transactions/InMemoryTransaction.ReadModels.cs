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
        return Rows.Open(mapping);
    }

    protected override RowSession Rows => _rows ??= BeginRows();

    protected override ValueTask<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([.. MemoryRows.Names]);

    protected override ValueTask<bool> DropAsync(string table, CancellationToken cancellationToken) => ValueTask.FromResult(MemoryRows.Drop(table));

    protected override ValueTask ReplaceAsync(string table, string by, string? keepAs, CancellationToken cancellationToken)
    {
        if (keepAs is not null) MemoryRows.Rename(table, keepAs);
        MemoryRows.Rename(by, table);
        return ValueTask.CompletedTask;
    }

    private InMemoryRowPort MemoryRows => (InMemoryRowPort)Rows.Port;

    // The transaction has the turn of whoever writes from its beginning: what it found is what it commits to.
    private RowSession BeginRows()
    {
        var port = new InMemoryRowPort(history.Tables);
        return new RowSession(port, this, port.Commit);
    }
}

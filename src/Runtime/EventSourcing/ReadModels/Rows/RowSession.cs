using EventSourcing.Transactions;

namespace EventSourcing.ReadModels;

/// <summary>The read models of one transaction, or of one reading.</summary>
internal sealed class RowSession : ITransactionParticipant
{
    private readonly Dictionary<string, RowTable> _tables = new(StringComparer.Ordinal);
    private readonly IRowPort _port;
    private readonly StoreTransaction? _transaction;
    private readonly Action? _committed;
    private RowMemory? _memory;
    private bool _writesThrough;

    /// <summary>The read models of a reading: nothing waits, and nothing is remembered.</summary>
    /// <param name="port">What the store does with rows.</param>
    public RowSession(IRowPort port)
    {
        _port = port;
        _writesThrough = true;
    }

    /// <summary>The read models of a transaction, in which it takes part.</summary>
    /// <param name="port">What the store does with rows.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="committed">Told of a commit, where the rows have to know.</param>
    public RowSession(IRowPort port, StoreTransaction transaction, Action? committed = null)
    {
        _port = port;
        _transaction = transaction;
        _committed = committed;
        _writesThrough = transaction.HasOwnSql;
        transaction.Enlist(this);
    }

    /// <summary>What the store does with rows.</summary>
    public IRowPort Port => _port;

    /// <summary>The tables that were opened.</summary>
    public IReadOnlyCollection<RowTable> Tables => _tables.Values;

    /// <summary>Goes on with what is remembered of the transaction before; called before anything is opened.</summary>
    public void Begin(RowMemory memory)
    {
        _memory = memory;
        memory.Begin();
        if (_writesThrough) memory.Forget();
    }

    /// <summary>Forgets what was read: tables are about to change by other ways.</summary>
    public void Forget()
    {
        foreach (var table in _tables.Values) table.Forget();
        _memory?.Forget();
    }

    /// <summary>Opens a read model.</summary>
    /// <exception cref="InvalidOperationException">The table was opened with other columns.</exception>
    public IReadModel<TRow> Open<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class
    {
        var table = TableOf(mapping);
        if (table.Mapping != mapping && !table.Mapping.Columns.SequenceEqual(mapping.Columns))
            throw new InvalidOperationException($"The table '{mapping.Table}' is used for rows of {table.Mapping.RowType} and of {mapping.RowType} in one transaction. Give each read model a table of its own.");
        return new SessionReadModel<TRow>(this, table, mapping);
    }

    /// <summary>The table of a read model.</summary>
    public RowTable TableOf(ReadModelMapping mapping)
    {
        if (_tables.TryGetValue(mapping.Table, out var table)) return table;
        table = _memory?.Open(_port, mapping) ?? new RowTable(_port, mapping);
        table.WritesThrough = _writesThrough;
        _tables.Add(mapping.Table, table);
        return table;
    }

    /// <summary>Begins the use of a read model.</summary>
    public RowUse Use(CancellationToken cancellationToken)
    {
        var use = new RowUse(_transaction);
        if (!cancellationToken.IsCancellationRequested) return use;
        use.Dispose();
        throw new OperationCanceledException(cancellationToken);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var table in _tables.Values) await table.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    // From now on nothing waits, and nothing is remembered: SQL of the user's reads and writes the tables too. It happens once in a transaction, and mostly before anything waits.
    public void Flush()
    {
        if (_writesThrough) return;
        _writesThrough = true;
        var flushing = FlushAsync(CancellationToken.None);
        if (!flushing.IsCompletedSuccessfully) flushing.AsTask().GetAwaiter().GetResult();
        foreach (var table in _tables.Values)
        {
            table.Forget();
            table.WritesThrough = true;
        }

        // Of tables that were not opened yet too.
        _memory?.Forget();
    }

    public void Ended(bool committed)
    {
        if (!committed) return;
        _committed?.Invoke();
        _memory?.Committed();
    }
}

namespace EventSourcing.ReadModels;

/// <summary>The read models of one transaction, or of one reading.</summary>
/// <param name="port">What the store does with rows.</param>
/// <param name="writesThrough">Whether each write is sent at once.</param>
internal sealed class RowSession(IRowPort port, bool writesThrough = false)
{
    private readonly Dictionary<string, RowTable> _tables = new(StringComparer.Ordinal);
    private bool _writesThrough = writesThrough;
    private bool _ended;

    /// <summary>Opens a read model.</summary>
    /// <exception cref="InvalidOperationException">The table was opened with other columns.</exception>
    public IReadModel<TRow> Open<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ThrowIfEnded();
        if (!_tables.TryGetValue(mapping.Table, out var table)) _tables.Add(mapping.Table, table = new RowTable(port, mapping) { WritesThrough = _writesThrough });
        if (table.Mapping != mapping && !table.Mapping.Columns.SequenceEqual(mapping.Columns))
            throw new InvalidOperationException($"The table '{mapping.Table}' is used for rows of {table.Mapping.RowType} and of {mapping.RowType} in one transaction. Give each read model a table of its own.");
        return new SessionReadModel<TRow>(this, table, mapping);
    }

    /// <summary>Sends what waits to be sent.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var table in _tables.Values) await table.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From now on nothing waits, and nothing is remembered: the user's own SQL reads and writes the tables too.</summary>
    public void WriteThrough()
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
    }

    /// <summary>Ends the use of the read models.</summary>
    public void End() => _ended = true;

    public void ThrowIfEnded()
    {
        if (_ended) throw new InvalidOperationException("The transaction of this read model has ended. Take the read model from the next transaction, or from the store.");
    }
}

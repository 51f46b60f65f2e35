using EventSourcing.ReadModels;

namespace EventSourcing.Transactions;

/// <content>Whole tables of read models.</content>
internal abstract partial class StoreTransaction : IReadModelTables
{
    /// <summary>The rows of the transaction.</summary>
    protected abstract RowSession Rows { get; }

    /// <summary>The rows of the transaction, where each reading is a round trip; else <see langword="null"/>.</summary>
    public RowSession? RowsToReadAhead => Rows is { Port.IsRemote: true } rows ? rows : null;

    /// <summary>Goes on with rows that an earlier transaction knows; called before any read model is opened.</summary>
    public void Remember(RowMemory memory) => Rows.Begin(memory);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ListTablesAsync(CancellationToken cancellationToken)
    {
        using var use = Use();
        return await TablesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask LimitWaitsAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var use = Use();
        await LimitAsync(atMost, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask LockTablesAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        using var use = Use();
        await LockAsync(tables, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DropTableAsync(string table, CancellationToken cancellationToken)
    {
        using var use = Use();
        await Rows.FlushAsync(cancellationToken).ConfigureAwait(false);
        Rows.Forget();
        return await DropAsync(table, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> FindAttachmentsAsync(string table, CancellationToken cancellationToken)
    {
        using var use = Use();
        return await AttachmentsAsync(table, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ReplaceTableAsync(string table, string by, string? keepAs, CancellationToken cancellationToken)
    {
        using var use = Use();
        await Rows.FlushAsync(cancellationToken).ConfigureAwait(false);
        Rows.Forget();
        await ReplaceAsync(table, by, keepAs, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask ClearTableAsync(ReadModelMapping mapping, CancellationToken cancellationToken)
    {
        using var use = Use();
        await Rows.FlushAsync(cancellationToken).ConfigureAwait(false);
        Rows.Forget();
        await Rows.Port.TruncateAsync(mapping, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReadModelValue[]>> ReadRowsAsync(ReadModelMapping mapping, RowQuery query, CancellationToken cancellationToken)
    {
        using var use = Use();
        await Rows.FlushAsync(cancellationToken).ConfigureAwait(false);
        return await Rows.Port.QueryAsync(mapping, query, cancellationToken).ConfigureAwait(false);
    }

    protected abstract ValueTask<IReadOnlyList<string>> TablesAsync(CancellationToken cancellationToken);

    protected virtual ValueTask LimitAsync(TimeSpan atMost, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Keeps others from writing tables. Where the store has one writer, nobody else can.</summary>
    protected virtual ValueTask LockAsync(IReadOnlyList<string> tables, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>What belongs to a table and would be lost with it. In memory there is nothing beside rows.</summary>
    protected virtual ValueTask<IReadOnlyList<string>> AttachmentsAsync(string table, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    protected abstract ValueTask<bool> DropAsync(string table, CancellationToken cancellationToken);

    protected abstract ValueTask ReplaceAsync(string table, string by, string? keepAs, CancellationToken cancellationToken);
}

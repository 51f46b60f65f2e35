namespace EventSourcing.PostgreSql;

/// <summary>An import under way: one batch is being stored while the next is put together.</summary>
internal sealed class RunningImport(Importer importer, Guid storeId, Action<long> appended, IProgress<PostgreSqlImportProgress>? progress)
{
    private Task _storing = Task.CompletedTask;

    /// <summary>What is committed.</summary>
    public PostgreSqlImportProgress Progress { get; private set; }

    /// <summary>Begins to store a batch, when the one before is stored.</summary>
    public async ValueTask StoreAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        await WaitAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _storing = StoreOneAsync(batch, cancellationToken);
    }

    /// <summary>Waits for the batch that is being stored. Its error is thrown once.</summary>
    public async ValueTask WaitAsync()
    {
        var storing = _storing;
        _storing = Task.CompletedTask;
        await storing.ConfigureAwait(false);
    }

    private async Task StoreOneAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var last = await importer.StoreAsync(batch, cancellationToken).ConfigureAwait(false);
        if (last is { } end) appended(end);
        Progress = new PostgreSqlImportProgress(
            Progress.Imported + batch.Rows.Count,
            Progress.Skipped + batch.Skipped,
            last is { } position ? new GlobalPosition(storeId, position) : Progress.LastPosition);
        progress?.Report(Progress);
    }
}

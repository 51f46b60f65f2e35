using EventSourcing.PostgreSql;

namespace EventSourcing;

public sealed partial class PostgreSqlEventStore
{
    /// <summary>
    /// Stores many events with their history, such as those of another store, several times as fast as appends do. They get their positions in the order of the source, and their versions
    /// in the order of each stream.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Events are sent by COPY, in batches that are committed one by one: where an import ends early, the batches before stay. Appends, other imports and readings of the feed go on meanwhile; those to the
    /// same streams wait for a batch's end. What expected versions and conditions say is not asked of an import.
    /// </para>
    /// <para>The next batch is read and serialized while one is being stored.</para>
    /// </remarks>
    /// <param name="events">The events, each stream in the order of its versions.</param>
    /// <param name="options">How it works; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Is told after each commit how far the import has come; <see langword="null"/> if nobody asks.</param>
    /// <param name="cancellationToken">Ends the import. Batches that are committed stay.</param>
    /// <returns>What was stored.</returns>
    /// <exception cref="PostgreSqlImportException">An event cannot be stored: its version does not follow, the catalog does not know it, or its payload is no JSON.</exception>
    /// <exception cref="DuplicateEventException">An event id is stored already, or comes twice in a batch; see <see cref="PostgreSqlImportOptions.SkipExisting"/>.</exception>
    /// <exception cref="StreamClosedException">A stream is archived or tombstoned.</exception>
    /// <exception cref="UnregisteredEventException">An event's type is not in the catalog.</exception>
    /// <exception cref="SerializationException">An event or its metadata has a value that cannot be stored.</exception>
    /// <exception cref="EventStoreException">The server failed. Run the import again with <see cref="PostgreSqlImportOptions.SkipExisting"/>.</exception>
    public async ValueTask<PostgreSqlImportProgress> ImportAsync(
        IAsyncEnumerable<ImportedEvent> events, PostgreSqlImportOptions? options = null, IProgress<PostgreSqlImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(events);
        options ??= new PostgreSqlImportOptions();
        var info = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        var reader = new ImportReader(_database.Serializer, info.PayloadType);
        var import = new RunningImport(new Importer(_database, info, options), info.StoreId, _signal.Appended, progress);
        try
        {
            var batch = new ImportBatch(options.BatchSize);
            await foreach (var @event in events.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                ThrowIfDisposed();
                batch.Add(reader.Read(@event ?? throw new ArgumentException("The import has null in place of an event.", nameof(events))));
                if (!batch.IsFull) continue;
                await import.StoreAsync(batch, cancellationToken).ConfigureAwait(false);
                batch = new ImportBatch(options.BatchSize);
            }

            if (batch.Rows.Count > 0) await import.StoreAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await import.WaitAsync().ConfigureAwait(false);
        }

        return import.Progress;
    }
}

namespace EventSourcing.Hosting;

/// <summary>The store of a host, and what it is wrapped in.</summary>
/// <param name="store">The store that was chosen.</param>
/// <param name="inline">The same with projections that run inline; <see langword="null"/> where there are none.</param>
internal sealed class HostedStore(ITransactionalEventStore store, InlineProjections? inline) : IAsyncDisposable
{
    /// <summary>The store that was chosen, for what only it can tell.</summary>
    public ITransactionalEventStore Within => store;

    /// <summary>What the program works with.</summary>
    public ITransactionalEventStore Store => inline ?? store;

    /// <summary>Lets inline projections catch up, if there are any; before that nothing can be appended.</summary>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => inline?.CatchUpAsync(cancellationToken) ?? ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

namespace EventSourcing.PostgreSql;

/// <summary>The page after the one that a consumer works on: read meanwhile, and given up with the reading.</summary>
/// <typeparam name="TPage">The page.</typeparam>
/// <param name="cancellationToken">The reading's.</param>
internal sealed class PostgreSqlPageAhead<TPage>(CancellationToken cancellationToken) : IAsyncDisposable
    where TPage : class
{
    private CancellationTokenSource? _abandoned;
    private Task<TPage>? _page;

    /// <summary>Whether a page is being read.</summary>
    public bool IsUnderWay => _page is not null;

    /// <summary>Begins to read a page.</summary>
    /// <param name="state">What <paramref name="read"/> gets.</param>
    /// <param name="read">Reads it.</param>
    public void Begin<TState>(TState state, Func<TState, CancellationToken, Task<TPage>> read)
    {
        _abandoned ??= CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _page = read(state, _abandoned.Token);
    }

    /// <summary>Waits for the page.</summary>
    public async ValueTask<TPage> TakeAsync()
    {
        var page = _page!;
        try
        {
            return await page.ConfigureAwait(false);
        }
        finally
        {
            _page = null;
        }
    }

    /// <summary>Ends the reading of a page that nobody wants any more, and waits until its connection is given back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_page is { } page)
        {
            _page = null;
            if (!page.IsCompleted) await _abandoned!.CancelAsync().ConfigureAwait(false);
            try
            {
                (await page.ConfigureAwait(false) as IDisposable)?.Dispose();
            }
            catch (Exception e) when (e is OperationCanceledException or EventSourcingException or ObjectDisposedException)
            {
                // Nobody has asked for this page: what became of it is nobody's concern.
            }
        }

        _abandoned?.Dispose();
    }
}

namespace EventSourcing.PostgreSql;

/// <summary>
/// Looks how far the feed can be read for all who wait for news, one look at a time: however many there are, and an append wakes them all, they need one connection. Nobody is told of a look that
/// had begun before he asked, since it may have missed what woke him.
/// </summary>
/// <param name="work">What is done, for the error.</param>
internal sealed class PostgreSqlSharedLook(string work)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task? UnderWay, Task<PostgreSqlFeedEnd>? Next)> _byTenant = new(StringComparer.Ordinal);

    /// <summary>Looks, together with all who ask until it begins.</summary>
    /// <param name="fence">What looks.</param>
    /// <param name="tenant">As of <see cref="PostgreSqlFence.LookAsync"/>.</param>
    /// <exception cref="EventStoreException">As of <see cref="PostgreSqlFence.LookAsync"/>.</exception>
    public Task<PostgreSqlFeedEnd> LookAsync(PostgreSqlFence fence, string? tenant)
    {
        // A store tells tenants apart always or never, so that none stands for nothing else.
        var key = tenant ?? "";
        lock (_gate)
        {
            var (underWay, next) = _byTenant.GetValueOrDefault(key);
            next ??= LookAsync(fence, tenant, key, underWay ?? Task.CompletedTask);
            _byTenant[key] = (underWay, next);
            return next;
        }
    }

    private async Task<PostgreSqlFeedEnd> LookAsync(PostgreSqlFence fence, string? tenant, string key, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
        {
            // Whoever asks from now on waits for another one.
            _byTenant[key] = (_byTenant[key].Next, null);
        }

        try
        {
            return await fence.LookAsync(work, tenant, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (_byTenant[key].Next is null) _byTenant.Remove(key);
            }
        }
    }
}

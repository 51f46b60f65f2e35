using EventSourcing.Processes;

namespace EventSourcing;

/// <summary>Says how the instances of processes stand, and what timeouts they have set.</summary>
/// <remarks>What an instance remembers are the rows of its state: ask the store's read model of those. Thread-safe and without state of its own.</remarks>
public sealed class ProcessInstances
{
    private readonly ITransactionalEventStore _store;

    /// <summary>Looks into a store.</summary>
    /// <param name="store">The store; it stays the caller's.</param>
    public ProcessInstances(ITransactionalEventStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
    }

    /// <summary>Finds an instance.</summary>
    /// <param name="process">The name of the process.</param>
    /// <param name="key">Which instance.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The instance, or <see langword="null"/> where none was ever started.</returns>
    public async ValueTask<ProcessInstance?> FindAsync(string process, string key, CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await _store.ReadModel(ProcessInstanceMapping.Instance).FindAsync((process, key), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the instances of a process, in the order of their keys.</summary>
    /// <param name="process">The name of the process.</param>
    /// <param name="status">Those that are active, or those that have ended; <see langword="null"/> for both.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The instances.</returns>
    public async IAsyncEnumerable<ProcessInstance> ListAsync(string process, ProcessStatus? status = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var query = new ReadModelQuery<ProcessInstance>().Where(ProcessInstanceMapping.Process.EqualTo(process));
        if (status is { } wanted) query = query.Where(ProcessInstanceMapping.Status.EqualTo(wanted));
        await foreach (var instance in _store.ReadModel(ProcessInstanceMapping.Instance).QueryAsync(query, cancellationToken).ConfigureAwait(false)) yield return instance;
    }

    /// <summary>Lists the timeouts that the instances of a process have set, and that have been neither cancelled nor handled, in the order of their due times.</summary>
    /// <param name="process">The name of the process.</param>
    /// <param name="key">Which instance; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The timeouts.</returns>
    public async IAsyncEnumerable<ProcessTimeout> ListTimeoutsAsync(string process, string? key = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var query = new ReadModelQuery<ProcessTimeout>().Where(ProcessTimeoutMapping.Process.EqualTo(process)).OrderBy(ProcessTimeoutMapping.DueAt);
        if (key is not null) query = query.Where(ProcessTimeoutMapping.Key.EqualTo(key));
        await foreach (var timeout in _store.ReadModel(ProcessTimeoutMapping.Instance).QueryAsync(query, cancellationToken).ConfigureAwait(false)) yield return timeout;
    }

    private async ValueTask PrepareAsync(CancellationToken cancellationToken) =>
        await _store.ReadModelSchema.ApplyAsync([ProcessInstanceMapping.Instance, ProcessTimeoutMapping.Instance], cancellationToken).ConfigureAwait(false);
}

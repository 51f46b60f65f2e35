namespace EventSourcing.Storage;

/// <summary>
/// Lets many callers share one commit: requests that come while a flush is under way are flushed together afterwards. A lone caller flushes for itself,
/// without a queue, a thread switch or added latency. For authors of stores.
/// </summary>
/// <typeparam name="TRequest">What is asked for.</typeparam>
/// <typeparam name="TResult">What is answered.</typeparam>
/// <remarks>
/// Callers are answered only when the flush has returned, that is, after its commit. Each request has an outcome of its own; when the flush itself throws,
/// all of its requests fail with that error. A waiting request can be withdrawn by its token; one that a flush has taken runs to its end.
/// </remarks>
public sealed class GroupCommitter<TRequest, TResult> : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<GroupedRequest<TRequest, TResult>> _waiting = new();
    private readonly Func<IReadOnlyList<GroupedRequest<TRequest, TResult>>, ValueTask> _flush;
    private readonly int _flushers;
    private readonly int _maxWeight;
    private readonly Type _owner;
    private TaskCompletionSource? _idle;
    private int _active;
    private bool _closed;

    /// <summary>Makes a committer.</summary>
    /// <param name="flush">
    /// Writes and commits a group in the order in which it came, and gives each of its requests an outcome. At most <paramref name="flushers"/> run at once.
    /// </param>
    /// <param name="maxWeight">How much one flush takes, from 1; a single request that weighs more is flushed alone.</param>
    /// <param name="flushers">How many flushes may be under way at once, from 1.</param>
    /// <param name="owner">The type that callers know, named in <see cref="ObjectDisposedException"/>.</param>
    public GroupCommitter(Func<IReadOnlyList<GroupedRequest<TRequest, TResult>>, ValueTask> flush, int maxWeight, int flushers, Type owner)
    {
        ArgumentNullException.ThrowIfNull(flush);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWeight, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(flushers, 1);
        ArgumentNullException.ThrowIfNull(owner);
        _flush = flush;
        _maxWeight = maxWeight;
        _flushers = flushers;
        _owner = owner;
    }

    /// <summary>Has a request flushed: at once where a flusher is free, else together with the others that wait.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="weight">What the request adds to the weight of a flush, from 1.</param>
    /// <param name="cancellationToken">Withdraws the request as long as no flush has taken it.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ObjectDisposedException">The committer was disposed before the call.</exception>
    /// <exception cref="OperationCanceledException">The request was withdrawn.</exception>
    public ValueTask<TResult> SubmitAsync(TRequest request, int weight, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<TResult>(cancellationToken);

        var entry = new GroupedRequest<TRequest, TResult>(request, weight, cancellationToken);
        Task<TResult>? answer = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, _owner);

            // A flusher that finds the queue filled keeps its place: where one is free, nobody waits.
            if (_active < _flushers)
            {
                _active++;
            }
            else
            {
                answer = entry.WaitAsync();
                _waiting.Enqueue(entry);
            }
        }

        if (answer is null) return LeadAsync(entry);
        entry.WatchCancellation();
        return new ValueTask<TResult>(answer);
    }

    /// <summary>Takes no more requests, and waits until those that were made before have their answers.</summary>
    /// <returns>A task that ends when no flush is under way.</returns>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_active == 0) return ValueTask.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_idle.Task);
        }
    }

    private async ValueTask<TResult> LeadAsync(GroupedRequest<TRequest, TResult> own)
    {
        try
        {
            await FlushAsync([own]).ConfigureAwait(false);
        }
        finally
        {
            // The leader has its answer: others are not served on its time.
            if (LeaveUnlessAwaited()) ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.ServeAsync(), this, preferLocal: false);
        }

        return own.Outcome();
    }

    private async Task ServeAsync()
    {
        var group = new List<GroupedRequest<TRequest, TResult>>();
        do
        {
            group.Clear();
            Take(group);
            if (group.Count == 0) continue;
            await FlushAsync(group).ConfigureAwait(false);
            foreach (var entry in group) entry.Answer();
        }
        while (LeaveUnlessAwaited());
    }

    private void Take(List<GroupedRequest<TRequest, TResult>> group)
    {
        var weight = 0L;
        lock (_gate)
        {
            while (_waiting.TryPeek(out var next) && (group.Count == 0 || weight + next.Weight <= _maxWeight))
            {
                _waiting.Dequeue();
                if (!next.TryTake()) continue;
                group.Add(next);
                weight += next.Weight;
            }
        }
    }

    /// <summary>Gives the flusher's place back, unless somebody waits to be served from it.</summary>
    private bool LeaveUnlessAwaited()
    {
        lock (_gate)
        {
            if (_waiting.Count > 0) return true;
            _active--;
            if (_active == 0) _idle?.TrySetResult();
            return false;
        }
    }

    private async ValueTask FlushAsync(IReadOnlyList<GroupedRequest<TRequest, TResult>> group)
    {
        try
        {
            await _flush(group).ConfigureAwait(false);
            foreach (var entry in group)
            {
                if (!entry.HasOutcome) entry.Fail(new InvalidOperationException($"{_owner.Name} has flushed a request and given it no outcome. This is a defect of the store."));
            }
        }
        catch (Exception e)
        {
            foreach (var entry in group) entry.Fail(e);
        }
    }
}

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
    private readonly int _maxWeight;
    private readonly Type _owner;
    private TaskCompletionSource? _idle;
    private int _flushers;
    private int _fullGroupFlushers;
    private int _active;
    private int _called;
    private long _waitingWeight;
    private bool _closed;

    /// <summary>Makes a committer.</summary>
    /// <param name="flush">
    /// Writes and commits a group in the order in which it came, and gives each of its requests an outcome. At most <paramref name="flushers"/> run at once.
    /// </param>
    /// <param name="maxWeight">How much one flush takes, from 1; a single request that weighs more is flushed alone.</param>
    /// <param name="flushers">How many flushes may be under way at once, from 1; see <see cref="Flushers"/>.</param>
    /// <param name="owner">The type that callers know, named in <see cref="ObjectDisposedException"/>.</param>
    public GroupCommitter(Func<IReadOnlyList<GroupedRequest<TRequest, TResult>>, ValueTask> flush, int maxWeight, int flushers, Type owner)
    {
        ArgumentNullException.ThrowIfNull(flush);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWeight, 1);
        ArgumentNullException.ThrowIfNull(owner);
        _flush = flush;
        _maxWeight = maxWeight;
        Flushers = flushers;
        _owner = owner;
    }

    /// <summary>
    /// How many flushes may be under way at once, from 1. A store may change it at any time, as it learns what suits its disk: more begin at once where requests wait, and those that are too
    /// many end with what they have taken.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int Flushers
    {
        get => Volatile.Read(ref _flushers);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            if (value == Volatile.Read(ref _flushers)) return;
            var starting = 0;
            lock (_gate)
            {
                _flushers = value;
                while (_active < _flushers && starting < _waiting.Count)
                {
                    _active++;
                    _called++;
                    starting++;
                }
            }

            for (; starting > 0; starting--) Serve();
        }
    }

    /// <summary>
    /// How many flushes may be under way where what waits fills another group, so that one flusher more makes none of them smaller; 0, the default, and whatever is below
    /// <see cref="Flushers"/>, adds none.
    /// </summary>
    internal int FullGroupFlushers
    {
        get => Volatile.Read(ref _fullGroupFlushers);
        set => Volatile.Write(ref _fullGroupFlushers, value);
    }

    /// <summary>Has a request flushed: at once where no flush is under way, else together with the others that wait.</summary>
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
        var starting = false;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, _owner);
            if (_active == 0)
            {
                _active = 1;
            }
            else
            {
                answer = entry.WaitAsync();
                _waiting.Enqueue(entry);
                _waitingWeight += weight;

                // Another flusher, if one is free, comes a moment later and takes all that have come until then.
                starting = _active < _flushers || (_active < _fullGroupFlushers && FillsAnotherGroup);
                if (starting)
                {
                    _active++;
                    _called++;
                }
            }
        }

        if (answer is null) return LeadAsync(entry);
        entry.WatchCancellation();
        if (starting) Serve();
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
            if (LeaveUnlessAwaited()) Serve();
        }

        return own.Outcome();
    }

    private void Serve() => ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.ServeAsync(), this, preferLocal: false);

    private async Task ServeAsync()
    {
        var group = new List<GroupedRequest<TRequest, TResult>>();
        Take(group);
        if (group.Count > 0)
        {
            await FlushAsync(group).ConfigureAwait(false);
            foreach (var entry in group) entry.Answer();
        }

        // Those who have their answers, and come again at once, come before the next group is taken: else they would find the flusher gone, and each go alone.
        ThreadPool.UnsafeQueueUserWorkItem(
            static self =>
            {
                if (self.LeaveUnlessAwaited()) _ = self.ServeAsync();
            },
            this,
            preferLocal: false);
    }

    private void Take(List<GroupedRequest<TRequest, TResult>> group)
    {
        var weight = 0L;
        lock (_gate)
        {
            _called--;
            while (_waiting.TryPeek(out var next) && (group.Count == 0 || weight + next.Weight <= _maxWeight))
            {
                _waiting.Dequeue();
                _waitingWeight -= next.Weight;
                if (!next.TryTake()) continue;
                group.Add(next);
                weight += next.Weight;
            }
        }
    }

    // Beside those of the flushers that are called and have not taken theirs yet.
    private bool FillsAnotherGroup => _waitingWeight >= _maxWeight * (_called + 1L);

    /// <summary>Gives the flusher's place back, unless somebody waits to be served from it and there are not too many.</summary>
    private bool LeaveUnlessAwaited()
    {
        lock (_gate)
        {
            if (_waiting.Count > 0 && (_active <= _flushers || (_active <= _fullGroupFlushers && FillsAnotherGroup)))
            {
                _called++;
                return true;
            }

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

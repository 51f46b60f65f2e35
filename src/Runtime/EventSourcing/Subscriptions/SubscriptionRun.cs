namespace EventSourcing.Subscriptions;

/// <summary>A subscription from a start to its end: one reader, and a worker for each partition.</summary>
internal sealed partial class SubscriptionRun : IDisposable
{
    private readonly SubscriptionRegistration _registration;
    private readonly Action _onChange;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _drainEnded = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly Lock _gate = new();
    private readonly SubscriptionNode? _node;
    private PartitionWorker[] _workers = [];
    private RunEpoch _epoch;
    private TaskCompletionSource _allowed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isPaused;
    private bool _isLive;
    private bool _hasReachedHead;
    private GlobalPosition? _headSeen;

    public SubscriptionRun(SubscriptionRegistration registration, ITransactionalEventStore store, SubscriptionNode? node, StoreTurnTaker turns, IDeadLetterJournal deadLetters, TimeProvider clock, Random random, SubscriptionCounters counters, Action onChange)
    {
        _registration = registration;
        _onChange = onChange;
        _node = node;
        _epoch = new RunEpoch(null, _stopping.Token, _drainEnded.Token, _aborted.Token);
        Store = store;
        Turns = turns;
        DeadLetters = deadLetters;
        Clock = clock;
        Random = random;
        Counters = counters;
        Circuit = new CircuitBreaker(registration.Options.Circuit, clock);
        Budget = new InFlightBudget(Options.MaxInFlightEvents, Options.MaxInFlightBytes);
    }

    public SubscriptionOptions Options => _registration.Options;

    public ITransactionalEventStore Store { get; }

    /// <summary>Where a turn is taken for whatever needs a connection of the store.</summary>
    public StoreTurnTaker Turns { get; }

    public IDeadLetterJournal DeadLetters { get; }

    public TimeProvider Clock { get; }

    public Random Random { get; }

    public SubscriptionCounters Counters { get; }

    public CircuitBreaker Circuit { get; }

    public InFlightBudget Budget { get; private set; }

    public EventSink Sink => _registration.Sink;

    /// <summary>Nothing more is read, and waits end.</summary>
    public CancellationToken Stopping => _epoch.Stopping;

    /// <summary>What is read already is handled no more.</summary>
    public CancellationToken DrainEnded => _epoch.DrainEnded;

    /// <summary>Handlers are cancelled.</summary>
    public CancellationToken Aborted => _epoch.Aborted;

    /// <summary>Whether the checkpoints are read.</summary>
    public bool IsPrepared { get; private set; }

    /// <summary>Another object whenever the partitions that are handled here are decided anew.</summary>
    public object Epoch => _workers;

    /// <summary>Whether it has come to the end of the feed.</summary>
    public bool IsLive
    {
        get
        {
            lock (_gate) return _isLive;
        }
    }

    public bool IsPaused
    {
        get
        {
            lock (_gate) return _isPaused;
        }
    }

    public int ParkedKeys => _workers.Sum(w => w.ParkedKeys);

    public IReadOnlyList<GlobalPosition?> Positions => [.. _workers.Select(w => w.Handled)];

    /// <summary>When the oldest event was recorded that is read and not yet handled.</summary>
    public DateTimeOffset? OldestRecordedAt => _workers.Select(w => w.OldestRecordedAt).Min();

    /// <summary>Runs until it is stopped.</summary>
    /// <param name="prepared">Is told of the end of the first attempt to read the checkpoints: with the store's error where that was transient and is repeated.</param>
    /// <exception cref="EventSourcingException">It cannot go on.</exception>
    public async Task RunAsync(TaskCompletionSource prepared)
    {
        try
        {
            if (_node is null) await RunEpochAsync(prepared).ConfigureAwait(false);
            else await RunLeasedAsync(_node, prepared).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped before it had begun.
        }
    }

    public int PartitionOf(string key) => StableHash.PartitionOf(key, Options.Partitions);

    /// <summary>Waits while the subscription is paused, or its circuit is open.</summary>
    /// <exception cref="OperationCanceledException">It is stopped meanwhile.</exception>
    public async ValueTask WaitUntilAllowedAsync()
    {
        while (true)
        {
            Task changed;
            TimeSpan wait;
            lock (_gate)
            {
                wait = _isPaused ? Timeout.InfiniteTimeSpan : Circuit.Wait;
                if (wait == TimeSpan.Zero) return;
                changed = _allowed.Task;
            }

            await changed.WaitAsync(wait, Clock, Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Stopping.ThrowIfCancellationRequested();
        }
    }

    public void Pause()
    {
        lock (_gate)
        {
            _isPaused = true;
            _isLive = false;
        }

        _onChange();
    }

    /// <summary>Goes on after a pause, and closes the circuit.</summary>
    public void Resume()
    {
        TaskCompletionSource allowed;
        lock (_gate)
        {
            _isPaused = false;
            Circuit.Close();
            allowed = _allowed;
            _allowed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        allowed.TrySetResult();
        OnProgress();
        _onChange();
    }

    public void RequestReplay()
    {
        foreach (var worker in _workers) worker.RequestReplay();
    }

    /// <summary>Reads no more, and handles what was read.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Ends with the batches at hand.</summary>
    public void EndDrain()
    {
        _stopping.Cancel();
        _drainEnded.Cancel();
    }

    /// <summary>Cancels the handlers.</summary>
    public void Abort()
    {
        EndDrain();
        _aborted.Cancel();
    }

    public void OnCircuitChanged() => _onChange();

    /// <summary>A partition has come further.</summary>
    public void OnProgress()
    {
        lock (_gate)
        {
            if (!_isLive && !_isPaused && _hasReachedHead && Array.TrueForAll(_workers, w => HasCome(w, _headSeen))) _isLive = true;
        }

        _onChange();
    }

    public void Dispose()
    {
        // The sources of cancellation have no timers to release, and whoever stops the run may hold it a moment longer.
        foreach (var worker in _workers) worker.Dispose();
        _epoch.Dispose();
    }

    private async ValueTask RunEpochAsync(TaskCompletionSource prepared)
    {
        await PrepareAsync(prepared).ConfigureAwait(false);
        _onChange();
        var reading = Task.Run(ReadAsync, CancellationToken.None);
        var working = _workers.Select(w => Task.Run(w.RunAsync, CancellationToken.None)).ToList();
        await EndAllAsync([reading, .. working]).ConfigureAwait(false);
    }

    private static bool HasCome(PartitionWorker worker, GlobalPosition? to) => to is not { } head || (worker.Handled is { } handled && handled >= head);

    /// <summary>Waits for reader and workers; the first one that fails ends the others with the batches that they have at hand.</summary>
    private async Task EndAllAsync(List<Task> tasks)
    {
        Exception? failure = null;
        while (tasks.Count > 0)
        {
            var ended = await Task.WhenAny(tasks).ConfigureAwait(false);
            tasks.Remove(ended);
            if (ended.IsCompletedSuccessfully || (ended.IsCanceled && Stopping.IsCancellationRequested)) continue;
            failure ??= ended.Exception?.InnerException ?? new OperationCanceledException($"The work of '{Options.Name}' was cancelled by something other than a stop.");
            _epoch.EndDrain();
        }

        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}

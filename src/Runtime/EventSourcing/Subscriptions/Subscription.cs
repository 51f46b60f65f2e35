using System.Diagnostics;

namespace EventSourcing.Subscriptions;

/// <summary>A subscription of a manager over all its runs: its state, and who waits for it.</summary>
internal sealed class Subscription(
    SubscriptionRegistration registration,
    ITransactionalEventStore store,
    SubscriptionNode? node,
    StoreTurns turns,
    IDeadLetterJournal deadLetters,
    TimeProvider clock,
    Random random,
    SubscriptionNotices notices) : IAsyncDisposable
{
    // After handlers were cancelled by force; what does not end by then is left behind.
    private static readonly TimeSpan GraceAfterAbort = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _gate = new();
    private readonly SubscriptionCounters _counters = new(clock, registration.Options.Name, notices);
    private readonly List<Waiter> _waiters = [];
    private readonly StoreTurnTaker _taker = new(turns);
    private SubscriptionRun? _run;
    private Task _ended = Task.CompletedTask;
    private Exception? _fault;
    private bool _isLeftBehind;
    private SubscriptionState _state;
    private IReadOnlyList<GlobalPosition?> _lastPositions = [];
    private IReadOnlyList<int> _toldPartitions = [];
    private object? _toldEpoch;

    public SubscriptionOptions Options => registration.Options;

    /// <summary>What it is doing.</summary>
    public SubscriptionState State
    {
        get
        {
            lock (_gate) return _state;
        }
    }

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Task ended;
            lock (_gate)
            {
                if (_run is not null) return;
                if (_isLeftBehind && !_ended.IsCompleted) throw new InvalidOperationException($"The subscription '{Options.Name}' was stopped by force, and one of its handlers still runs. It can be started again when the handler has ended.");
                ended = _ended;
            }

            // Of a run that has ended a moment ago.
            await ended.WaitAsync(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _isLeftBehind = false;
                _fault = null;
                _run = new SubscriptionRun(registration, store, node, _taker, deadLetters, clock, random, _counters, Update);
            }

            Update();
            var prepared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ended = RunAsync(_run, prepared);
            await prepared.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask StopAsync(CancellationToken force)
    {
        SubscriptionRun? run;
        lock (_gate) run = _run;
        if (run is null) return;
        var since = clock.GetTimestamp();
        using var forced = force.UnsafeRegister(static run => ((SubscriptionRun)run!).Abort(), run);

        // Who starts it may be waiting for a store that does not answer, and has the turn meanwhile.
        run.Stop();
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                if (_run != run) return;
            }

            if (await EndsWithinAsync(Options.DrainTime, force).ConfigureAwait(false)) return;
            run.EndDrain();
            if (await EndsWithinAsync(Options.StopDeadline - clock.GetElapsedTime(since), force).ConfigureAwait(false)) return;
            run.Abort();
            if (await EndsWithinAsync(GraceAfterAbort, CancellationToken.None).ConfigureAwait(false)) return;
            run.Abandon();
            lock (_gate) _isLeftBehind = true;
            Ended(run, new SubscriptionException($"The subscription '{Options.Name}' was stopped, and a handler that was cancelled goes on all the same. What it does in its transaction will be undone.", Options.Name, 0, null));
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Pause()
    {
        lock (_gate) RequireRun("paused").Pause();
    }

    public void Resume()
    {
        lock (_gate) RequireRun("resumed").Resume();
    }

    public void RequestReplay()
    {
        lock (_gate) _run?.RequestReplay();
    }

    public async ValueTask<SubscriptionStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var head = await store.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        var elsewhere = node is null ? [] : await store.Checkpoints.ListAsync(Options.Name, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            var positions = node is null ? _run?.Positions ?? _lastPositions : PositionsBeside(elsewhere);
            GlobalPosition? position = positions.Contains(null) ? null : positions.Min();
            var lag = Math.Max(0, (head?.Value ?? 0) - (position?.Value ?? 0));
            return new SubscriptionStatus
            {
                Name = Options.Name,
                State = _state,
                Fault = _fault ?? _run?.Circuit.Cause ?? _run?.LeaseFailure,
                CircuitOpenUntil = _run?.Circuit.OpenUntil,
                Position = position,
                Partitions = positions,
                OwnPartitions = _run?.Partitions ?? [],
                Head = head,
                Lag = lag,
                LagTime = lag > 0 && _run?.OldestRecordedAt is { } oldest && clock.GetUtcNow() is var now && now > oldest ? now - oldest : TimeSpan.Zero,
                EventsPerSecond = _counters.Rate.PerSecond(),
                Handled = _counters.Handled,
                Failed = _counters.Failed,
                Outages = _counters.Outages,
                Parked = _counters.Parked,
                Skipped = _counters.Skipped,
                Ignored = _counters.Ignored,
                Replayed = _counters.Replayed,
                ParkedKeys = _run?.ParkedKeys ?? 0,
                InFlight = _run?.Budget.Events ?? 0,
            };
        }
    }

    /// <summary>Waits until something is so, which is looked at whenever the subscription changes.</summary>
    /// <returns>Whether it came to be so in time.</returns>
    public async ValueTask<bool> WaitAsync(Func<Subscription, bool> condition, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (condition(this)) return true;
            if (atMost <= TimeSpan.Zero && atMost != Timeout.InfiniteTimeSpan) return false;
            waiter = new Waiter(condition);
            _waiters.Add(waiter);
        }

        try
        {
            await waiter.Task.WaitAsync(atMost, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!waiter.Task.IsCompleted) return false;
            await waiter.Task.ConfigureAwait(false);
            return true;
        }
        finally
        {
            lock (_gate) _waiters.Remove(waiter);
        }
    }

    /// <summary>Whether all partitions of the run at hand have come to a place.</summary>
    public bool HasReached(GlobalPosition position)
    {
        lock (_gate) return _run is { HoldsAll: true } run && run.Positions.All(p => p is { } reached && reached >= position);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>How far the partitions have come: those of this process as it knows, the others as stored.</summary>
    private List<GlobalPosition?> PositionsBeside(IReadOnlyList<Checkpoint> stored)
    {
        var positions = stored.Select(c => c.Position).ToList();
        if (_run is not { } run) return positions;
        foreach (var (partition, position) in run.Partitions.Zip(run.Positions))
        {
            if (partition < positions.Count && position is { } reached && (positions[partition] is not { } there || there < reached)) positions[partition] = reached;
        }

        return positions;
    }

    private SubscriptionRun RequireRun(string done) => _run ?? throw new InvalidOperationException($"The subscription '{Options.Name}' does not run, and so cannot be {done}. Start it first.");

    private async Task RunAsync(SubscriptionRun run, TaskCompletionSource prepared)
    {
        Exception? fault = null;
        try
        {
            await Task.Run(() => RunByItselfAsync(run, prepared)).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, it ends the subscription, and is shown as its fault.
        catch (Exception e)
#pragma warning restore CA1031
        {
            fault = e;
        }

        Ended(run, fault);
        if (fault is not null) prepared.TrySetException(fault);
        else prepared.TrySetResult();
        run.Dispose();
    }

    // Whoever starts it has not caused what it handles, and it handles the events of all tenants, not of theirs.
    private static async Task RunByItselfAsync(SubscriptionRun run, TaskCompletionSource prepared)
    {
        Activity.Current = null;
        using var nobody = EventSourcingContext.Use(EventSourcingContext.Current.OfNobody());
        await run.RunAsync(prepared).ConfigureAwait(false);
    }

    private async ValueTask<bool> EndsWithinAsync(TimeSpan time, CancellationToken force)
    {
        if (time > TimeSpan.Zero) await _ended.WaitAsync(time, clock, force).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _ended.IsCompleted;
    }

    private void Ended(SubscriptionRun run, Exception? fault)
    {
        lock (_gate)
        {
            if (_run != run) return;
            _lastPositions = run.Positions;
            _run = null;
            _fault = fault;
        }

        Update();
    }

    /// <summary>Finds out what the subscription is doing now, and tells those who want to know.</summary>
    private void Update()
    {
        lock (_gate)
        {
            var previous = _state;
            _state = Current();
            if (_state != previous) notices.StateChanged(new SubscriptionStateChangedEventArgs(Options.Name, previous, _state, _fault ?? _run?.Circuit.Cause));
            TellPartitions();
            if (_waiters.Count == 0) return;
            foreach (var waiter in _waiters)
            {
                waiter.Look(this);
            }
        }
    }

    /// <summary>Tells of changes of the partitions that are handled here, where others may have them. Between two epochs nothing is decided yet.</summary>
    private void TellPartitions()
    {
        if (node is null || _run is { IsPrepared: false, IsStandby: false } || ReferenceEquals(_toldEpoch, _run?.Epoch)) return;
        _toldEpoch = _run?.Epoch;
        var held = _run?.Partitions ?? [];
        var (gained, lost) = (held.Except(_toldPartitions).ToList(), _toldPartitions.Except(held).ToList());
        _toldPartitions = held;
        if (gained.Count > 0 || lost.Count > 0) notices.PartitionsChanged(new PartitionsChangedEventArgs(Options.Name, gained, lost, held));
    }

    private SubscriptionState Current()
    {
        if (_run is not { } run) return _fault is null ? SubscriptionState.Stopped : SubscriptionState.Faulted;
        if (run.IsPaused || run.Circuit.OpenUntil is not null) return SubscriptionState.Paused;
        if (run.IsStandby) return SubscriptionState.Standby;
        if (!run.IsPrepared) return SubscriptionState.Starting;
        return run.IsLive ? SubscriptionState.Live : SubscriptionState.CatchingUp;
    }

    private sealed class Waiter(Func<Subscription, bool> condition) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        /// <summary>Ends the waiting where it is so, or where that cannot be asked: who waits is told then, and nobody else.</summary>
        public void Look(Subscription subscription)
        {
            try
            {
                if (condition(subscription)) TrySetResult();
            }
            catch (EventSourcingException e)
            {
                TrySetException(e);
            }
        }
    }
}

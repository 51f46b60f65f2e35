namespace EventSourcing.Subscriptions;

/// <summary>Gives handlers their time: cancels them when it is up, and waits for them to end no longer than as much again.</summary>
/// <remarks>
/// One handler at a time. Most end long before their time is up, so a handler that begins and ends changes no timer: one runs on from handler to handler, and when it is due it finds out how long the handler
/// at hand has had, and waits for the rest.
/// </remarks>
internal sealed class HandlerGuard : IDisposable
{
    private readonly string _subscription;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _abort;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private CancellationTokenSource _source;
    private CancellationTokenRegistration _link;
    private long _begunAt;
    private bool _isRunning;
    private bool _isArmed;
    private bool _isDisposed;

    // Whether the time of a handler was up: its source is cancelled, or about to be.
    private bool _isUp;

    public HandlerGuard(string subscription, TimeSpan limit, TimeProvider clock, CancellationToken abort)
    {
        _subscription = subscription;
        _limit = limit;
        _clock = clock;
        _abort = abort;
        (_source, _link) = Renew();
        _timer = clock.CreateTimer(static guard => ((HandlerGuard)guard!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What handlers are cancelled by.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Begins the time of a handler.</summary>
    public void Begin()
    {
        if (Volatile.Read(ref _isUp) && !_abort.IsCancellationRequested)
        {
            // The last one was cancelled; whoever has its token keeps it so.
            _link.Dispose();
            (_source, _link) = Renew();
            Volatile.Write(ref _isUp, false);
        }

        lock (_gate)
        {
            _begunAt = _clock.GetTimestamp();
            _isRunning = true;
            if (_isArmed) return;
            _isArmed = true;
            _timer.Change(_limit, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Waits for a handler, and ends its time.</summary>
    /// <exception cref="TimeoutException">It took too long, and has ended.</exception>
    /// <exception cref="HandlerHangsException">It took too long, and has not ended.</exception>
    public ValueTask AwaitAsync(ValueTask handling)
    {
        if (!handling.IsCompletedSuccessfully) return AwaitTaskAsync(handling.AsTask());
        End();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        lock (_gate) _isDisposed = true;
        _timer.Dispose();
        _link.Dispose();

        // Else it may be about to be cancelled, and it has nothing that must be given back.
        if (!Volatile.Read(ref _isUp)) _source.Dispose();
    }

    private async ValueTask AwaitTaskAsync(Task handling)
    {
        try
        {
            await handling.WaitAsync(_limit * 2, _clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!handling.IsCompleted)
        {
            throw new HandlerHangsException(
                $"A handler of '{_subscription}' was cancelled after {_limit}, and goes on all the same. Nobody else can safely use its transaction, so the subscription stops. Hand the cancellation token on to whatever the handler awaits.",
                handling);
        }
        catch (OperationCanceledException e) when (_source.IsCancellationRequested && !_abort.IsCancellationRequested)
        {
            throw new TimeoutException($"A handler of '{_subscription}' took longer than {_limit}, and was cancelled. Make it faster, or raise HandlerTimeLimit.", e);
        }
        finally
        {
            End();
        }
    }

    private void End()
    {
        lock (_gate) _isRunning = false;
    }

    /// <summary>The timer is due.</summary>
    private void Look()
    {
        CancellationTokenSource source;
        lock (_gate)
        {
            _isArmed = false;
            if (!_isRunning || _isDisposed) return;
            var left = _limit - _clock.GetElapsedTime(_begunAt);
            if (left > TimeSpan.Zero)
            {
                _isArmed = true;
                _timer.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            _isUp = true;
            source = _source;
        }

        // Outside, since handlers go on within it.
        source.Cancel();
    }

    private (CancellationTokenSource Source, CancellationTokenRegistration Link) Renew()
    {
        var source = new CancellationTokenSource();
        return (source, _abort.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source));
    }
}

namespace EventSourcing.Subscriptions;

/// <summary>Gives handlers their time: cancels them when it is up, and waits for them to end no longer than as much again.</summary>
internal sealed class HandlerGuard : IDisposable
{
    private readonly string _subscription;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _abort;
    private CancellationTokenSource _source;
    private CancellationTokenRegistration _link;

    public HandlerGuard(string subscription, TimeSpan limit, TimeProvider clock, CancellationToken abort)
    {
        _subscription = subscription;
        _limit = limit;
        _clock = clock;
        _abort = abort;
        (_source, _link) = Renew();
    }

    /// <summary>What handlers are cancelled by.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Begins the time of a handler.</summary>
    public void Begin()
    {
        if (_source.IsCancellationRequested && !_abort.IsCancellationRequested)
        {
            Release();
            (_source, _link) = Renew();
        }

        _source.CancelAfter(_limit);
    }

    /// <summary>Waits for a handler, and ends its time.</summary>
    /// <exception cref="TimeoutException">It took too long, and has ended.</exception>
    /// <exception cref="HandlerHangsException">It took too long, and has not ended.</exception>
    public async ValueTask AwaitAsync(ValueTask handling)
    {
        if (handling.IsCompletedSuccessfully)
        {
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
            return;
        }

        var task = handling.AsTask();
        try
        {
            await task.WaitAsync(_limit * 2, _clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new HandlerHangsException(
                $"A handler of '{_subscription}' was cancelled after {_limit}, and goes on all the same. Nobody else can safely use its transaction, so the subscription stops. Hand the cancellation token on to whatever the handler awaits.",
                task);
        }
        catch (OperationCanceledException e) when (_source.IsCancellationRequested && !_abort.IsCancellationRequested)
        {
            throw new TimeoutException($"A handler of '{_subscription}' took longer than {_limit}, and was cancelled. Make it faster, or raise HandlerTimeLimit.", e);
        }
        finally
        {
            if (!_source.IsCancellationRequested) _source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => Release();

    private (CancellationTokenSource Source, CancellationTokenRegistration Link) Renew()
    {
        var source = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        return (source, _abort.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), source));
    }

    private void Release()
    {
        _link.Dispose();
        _source.Dispose();
    }
}

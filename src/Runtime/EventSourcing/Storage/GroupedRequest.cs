using System.Runtime.ExceptionServices;

namespace EventSourcing.Storage;

/// <summary>A request that a <see cref="GroupCommitter{TRequest,TResult}"/> hands to a flush, and its outcome. For authors of stores.</summary>
/// <typeparam name="TRequest">What is asked for.</typeparam>
/// <typeparam name="TResult">What is answered.</typeparam>
/// <remarks>The caller learns the outcome when the flush has returned, and not before: until then nothing is committed.</remarks>
public sealed class GroupedRequest<TRequest, TResult>
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private TaskCompletionSource<TResult>? _waiter;
    private CancellationTokenRegistration _cancellation;
    private int _state;
    private TResult? _result;
    private Exception? _error;

    internal GroupedRequest(TRequest request, int weight, CancellationToken cancellationToken)
    {
        Request = request;
        Weight = weight;
        CancellationToken = cancellationToken;
    }

    /// <summary>What is asked for.</summary>
    public TRequest Request { get; }

    /// <summary>
    /// The caller's token. While it waits in the queue the committer looks at it; a flush may do so as long as nothing of the request is written.
    /// </summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Whether an outcome was given.</summary>
    public bool HasOutcome { get; private set; }

    internal int Weight { get; }

    /// <summary>Gives the request its answer.</summary>
    /// <param name="result">The answer.</param>
    public void Succeed(TResult result) => (_result, _error, HasOutcome) = (result, null, true);

    /// <summary>Refuses the request, whatever outcome it was given before.</summary>
    /// <param name="error">Why; an error of this request's own.</param>
    public void Fail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        (_result, _error, HasOutcome) = (default, error, true);
    }

    /// <summary>Takes back an outcome that was not committed.</summary>
    public void Reset() => (_result, _error, HasOutcome) = (default, null, false);

    internal Task<TResult> WaitAsync()
    {
        _waiter = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiter.Task;
    }

    // Not within the committer's lock: a token that is cancelled already calls back at once.
    internal void WatchCancellation()
    {
        if (!CancellationToken.CanBeCanceled) return;
        _cancellation = CancellationToken.UnsafeRegister(static (self, _) => ((GroupedRequest<TRequest, TResult>)self!).Withdraw(), this);
    }

    internal bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Gives the caller that leads its own flush the outcome.</summary>
    internal TResult Outcome()
    {
        if (_error is { } error) ExceptionDispatchInfo.Throw(error);
        return _result!;
    }

    /// <summary>Gives the waiting caller the outcome.</summary>
    internal void Answer()
    {
        _cancellation.Dispose();
        if (_error is OperationCanceledException cancelled) _waiter!.TrySetCanceled(cancelled.CancellationToken);
        else if (_error is { } error) _waiter!.TrySetException(error);
        else _waiter!.TrySetResult(_result!);
    }

    private void Withdraw()
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting) _waiter!.TrySetCanceled(CancellationToken);
    }
}

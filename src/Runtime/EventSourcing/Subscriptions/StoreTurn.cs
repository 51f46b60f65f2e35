namespace EventSourcing.Subscriptions;

/// <summary>A turn at the store; see <see cref="StoreTurns"/>.</summary>
internal sealed class StoreTurn(StoreTurns turns, StoreTurnTaker taker) : IDisposable
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isEnded;

    public StoreTurnTaker Taker => taker;

    /// <summary>Completes when it has begun, where it had to be waited for.</summary>
    public Task Begun => _begun.Task;

    public void Begin() => _begun.SetResult();

    /// <summary>Waits no longer.</summary>
    public void Withdraw(CancellationToken cancellationToken)
    {
        if (turns.Withdraw(this)) _begun.SetCanceled(cancellationToken);
    }

    /// <summary>Gives it back, once.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0) turns.End(this);
    }
}

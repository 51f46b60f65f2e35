namespace EventSourcing.Subscriptions;

/// <summary>The part of a run in which it has the same partitions.</summary>
internal sealed class RunEpoch : IDisposable
{
    private readonly CancellationTokenSource _stopping;
    private readonly CancellationTokenSource _drainEnded;
    private readonly CancellationTokenSource _aborted;

    public RunEpoch(IReadOnlyDictionary<int, long>? tokens, CancellationToken stopping, CancellationToken drainEnded, CancellationToken aborted)
    {
        Tokens = tokens;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _drainEnded = CancellationTokenSource.CreateLinkedTokenSource(drainEnded);
        _aborted = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        (Stopping, DrainEnded, Aborted) = (_stopping.Token, _drainEnded.Token, _aborted.Token);
    }

    /// <summary>The partitions, with the fencing tokens of their leases; <see langword="null"/> for all, without leases.</summary>
    public IReadOnlyDictionary<int, long>? Tokens { get; }

    /// <summary>As of the run.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>As of the run.</summary>
    public CancellationToken DrainEnded { get; }

    /// <summary>As of the run.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>The partition that was found to be taken over; <see langword="null"/> where none was.</summary>
    public int? Fenced { get; set; }

    /// <summary>Whether it has ended because other nodes have partitions that it would need.</summary>
    public bool Yields { get; set; }

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

    public void Dispose()
    {
        _stopping.Dispose();
        _drainEnded.Dispose();
        _aborted.Dispose();
    }
}

using EventSourcing.Storage;

namespace EventSourcing.Transactions;

/// <content>The end of a transaction that is to last.</content>
internal abstract partial class StoreTransaction
{
    private string? _refusedCheckpoint;

    /// <inheritdoc/>
    public async ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        using var use = Use();
        RequireNoRefusal();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            await CommitOnceAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Lose();
            throw;
        }

        await EndAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<CheckpointOutcome> CommitAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default)
    {
        using var use = Use();
        CheckpointRequest.Require(checkpoint, StoreId);
        RequireNoRefusal();
        cancellationToken.ThrowIfCancellationRequested();
        CheckpointOutcome outcome;
        try
        {
            outcome = await CommitOnceAsync(checkpoint, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Lose();
            throw;
        }

        if (outcome == CheckpointOutcome.Moved)
        {
            await EndAsync().ConfigureAwait(false);
        }
        else
        {
            Refuse(checkpoint, outcome);
            Lose();
        }

        return outcome;
    }

    /// <summary>Commits, and calls <see cref="Conclude"/>.</summary>
    protected abstract ValueTask CommitOnceAsync(CancellationToken cancellationToken);

    /// <summary>Moves a checkpoint, and where that may be done writes what participants have kept, commits, and calls <see cref="Conclude"/>.</summary>
    protected virtual async ValueTask<CheckpointOutcome> CommitOnceAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        var outcome = await MoveAsync(checkpoint, cancellationToken).ConfigureAwait(false);
        if (outcome != CheckpointOutcome.Moved) return outcome;
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await CommitOnceAsync(cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>Lets the participants write what they have kept.</summary>
    protected async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var participant in _participants) await participant.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the participants how the transaction has ended.</summary>
    protected void Conclude(bool committed)
    {
        foreach (var participant in _participants) participant.Ended(committed);
        _participants.Clear();
    }

    private void Refuse(Checkpoint checkpoint, CheckpointOutcome outcome) =>
        _refusedCheckpoint ??= $"the checkpoint of '{checkpoint.Subscription}' (partition {checkpoint.Partition}) could not be moved to {checkpoint.Position?.ToString() ?? "its token"}: {outcome}";

    private void RequireNoRefusal()
    {
        if (_refusedCheckpoint is not null)
            throw new InvalidOperationException($"The transaction may not be committed: {_refusedCheckpoint}. Somebody else has handled, or goes on to handle, what it stands for. Dispose of the transaction, and read the checkpoint again.");
    }

    private async ValueTask EndAsync()
    {
        lock (_gate) _state = State.Committed;
        foreach (var (stream, events) in _written ?? []) meter.Stored(stream, events);
        await ReleaseAsync().ConfigureAwait(false);
    }
}

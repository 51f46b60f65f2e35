namespace EventSourcing.Subscriptions;

/// <summary>
/// Bounds how many transactions and readings of a manager go on at one time, since each of them has a connection. Who waits is served in the order of coming, but a subscription that has fewer turns
/// comes before one that has more: one with many slow partitions does not keep the others waiting.
/// </summary>
/// <param name="most">How many at one time.</param>
internal sealed class StoreTurns(int most)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<StoreTurn> _waiting = new();
    private int _free = most;

    /// <summary>Takes a turn, or waits for one. Whoever has one takes no second one before it is given back.</summary>
    /// <param name="taker">Who takes it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The turn, which is given back by disposing of it.</returns>
    public async ValueTask<StoreTurn> TakeAsync(StoreTurnTaker taker, CancellationToken cancellationToken)
    {
        var turn = new StoreTurn(this, taker);
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                taker.Turns++;
                return turn;
            }

            _waiting.AddLast(turn);
        }

        var withdrawal = cancellationToken.UnsafeRegister(static (turn, token) => ((StoreTurn)turn!).Withdraw(token), turn);
        await using (withdrawal.ConfigureAwait(false)) await turn.Begun.ConfigureAwait(false);
        return turn;
    }

    /// <summary>Waits no longer for a turn, unless it has begun already.</summary>
    /// <returns>Whether it will never begin.</returns>
    public bool Withdraw(StoreTurn turn)
    {
        lock (_gate) return _waiting.Remove(turn);
    }

    /// <summary>A turn has ended, and the next one begins.</summary>
    public void End(StoreTurn turn)
    {
        StoreTurn? next;
        lock (_gate)
        {
            turn.Taker.Turns--;
            next = Next();
            if (next is null)
            {
                _free++;
                return;
            }

            _waiting.Remove(next);
            next.Taker.Turns++;
        }

        next.Begin();
    }

    private StoreTurn? Next()
    {
        StoreTurn? next = null;
        foreach (var turn in _waiting)
        {
            if (next is not null && turn.Taker.Turns >= next.Taker.Turns) continue;
            next = turn;
            if (turn.Taker.Turns == 0) break;
        }

        return next;
    }
}

using EventSourcing.PostgreSql;

namespace EventSourcing;

public sealed partial class PostgreSqlEventStore : IFeedSignal, IFeedHolds
{
    /// <inheritdoc/>
    /// <remarks>
    /// An append of this store object wakes who waits at once. Others tell by <c>NOTIFY</c>, at most once every <see cref="PostgreSqlEventStoreOptions.NotifyInterval"/>, and are heard on one
    /// connection that is open while somebody waits. Beneath that the feed is asked every <see cref="PostgreSqlEventStoreOptions.PollInterval"/>.
    /// </remarks>
    /// <exception cref="EventStoreException">The server failed, cannot be reached, or is a standby.</exception>
    public async ValueTask WaitAsync(GlobalPosition? after, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(atMost, TimeSpan.Zero);
        var readers = await ReadersAsync(cancellationToken).ConfigureAwait(false);
        if (after is { } given && given.StoreId != readers.Info.StoreId) throw new PositionMismatchException(given, readers.Info.StoreId);
        await _signal.WaitAsync(readers, after?.Value ?? 0, atMost, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Tells how far the feed can be read, and who holds it back. An append that is under way is nothing unusual; one that has been so for long means that somebody has left a transaction
    /// open: bound such by <c>idle_in_transaction_session_timeout</c>, and commit or roll back prepared transactions that nobody wants.
    /// </summary>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The state of the feed.</returns>
    /// <exception cref="EventStoreException">The server failed, cannot be reached, or is a standby.</exception>
    public async ValueTask<PostgreSqlFeedStatus> GetFeedStatusAsync(CancellationToken cancellationToken = default)
    {
        var readers = await ReadersAsync(cancellationToken).ConfigureAwait(false);
        return await readers.Status.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<IReadOnlyList<FeedHold>> IFeedHolds.GetFeedHoldsAsync(CancellationToken cancellationToken)
    {
        var status = await GetFeedStatusAsync(cancellationToken).ConfigureAwait(false);
        return [.. status.Holders.Select(holder => new FeedHold(holder.ToString(), holder.Age)).OrderByDescending(hold => hold.HeldFor)];
    }
}

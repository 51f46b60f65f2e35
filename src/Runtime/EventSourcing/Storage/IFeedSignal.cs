namespace EventSourcing;

/// <summary>What a store may offer to those who follow its feed: to wait for news instead of asking again and again.</summary>
public interface IFeedSignal
{
    /// <summary>Waits until the feed may have something after a place. A hint: there may be nothing yet, and what is there may be found without it.</summary>
    /// <param name="after">The place up to which the caller has read; <see langword="null"/> for the beginning. What lies after it already ends the waiting at once.</param>
    /// <param name="atMost">How long to wait at most, greater than zero: signals can be lost, so ask the feed after it all the same.</param>
    /// <param name="cancellationToken">Ends the waiting with <see cref="OperationCanceledException"/>.</param>
    /// <returns>A task that ends when there may be news, or the time is up.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atMost"/> is not greater than zero.</exception>
    /// <exception cref="PositionMismatchException"><paramref name="after"/> belongs to another store.</exception>
    ValueTask WaitAsync(GlobalPosition? after, TimeSpan atMost, CancellationToken cancellationToken = default);
}

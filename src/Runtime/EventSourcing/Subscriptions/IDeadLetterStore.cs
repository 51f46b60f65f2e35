using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>What subscriptions have not handled: to look at, to handle again, and to put away. It can be used from any process, whether or not the subscription runs there.</summary>
public interface IDeadLetterStore
{
    /// <summary>Lists dead letters, by subscription and then in the order of the feed.</summary>
    /// <param name="query">Which ones; <see langword="null"/> for all that are open.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The dead letters, read as they are asked for.</returns>
    IAsyncEnumerable<DeadLetter> ListAsync(DeadLetterQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Counts dead letters.</summary>
    /// <param name="query">Which ones; <see langword="null"/> for all that are open.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>How many there are.</returns>
    ValueTask<long> CountAsync(DeadLetterQuery? query = null, CancellationToken cancellationToken = default);

    /// <summary>Finds a dead letter.</summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="position">The event's place in the feed.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The dead letter; <see langword="null"/> where the subscription has none for that event.</returns>
    ValueTask<DeadLetter?> FindAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken = default);

    /// <summary>Reads the event of a dead letter.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The event, or all that it has become by upcasters; empty where it is no longer stored.</returns>
    /// <exception cref="EventSourcingException">The event cannot be read: <see cref="FindStoredAsync"/> gives it as it is stored.</exception>
    ValueTask<IReadOnlyList<RecordedEvent>> ReadEventAsync(DeadLetter letter, CancellationToken cancellationToken = default);

    /// <summary>Finds the event of a dead letter as it is stored, with its payload, also where this program cannot read it.</summary>
    /// <param name="letter">The dead letter.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The event; <see langword="null"/> where it is no longer stored.</returns>
    /// <exception cref="NotSupportedException">The store does not offer its events as they are stored.</exception>
    /// <exception cref="SerializationException">What is stored beside the payload cannot be read.</exception>
    ValueTask<StoredEvent?> FindStoredAsync(DeadLetter letter, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for the events of a key to be handled again: all that are open, in the order of the feed, those that have failed and those that were parked behind them, and with them what is parked behind until the
    /// last one is handled. The subscription does so where it runs, within its poll interval; events of the key that come later are handled after them. At the first one that fails again the replay ends: that
    /// one and all behind it wait until somebody asks once more. What was handled before it stays handled. A replay that a stop or an outage breaks off goes on behind the last event that was handled.
    /// </summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the request; it is then made or not.</param>
    /// <returns>How many dead letters of the key are open, and so are to be handled again; 0 where there is none, and then nothing happens.</returns>
    ValueTask<int> ReplayAsync(string subscription, string key, CancellationToken cancellationToken = default);

    /// <summary>Puts a dead letter away as dealt with by other means: its event will not be handled any more. What is parked behind it goes on waiting for <see cref="ReplayAsync"/>, unless that was asked for already.</summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="position">The event's place in the feed.</param>
    /// <param name="cancellationToken">Cancels the change; it is then made or not.</param>
    /// <returns>Whether it was open.</returns>
    ValueTask<bool> ResolveAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken = default);

    /// <summary>Puts all open dead letters of a key away as dealt with by other means. Later events of the key are handled again.</summary>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the change; it is then made or not.</param>
    /// <returns>How many were open.</returns>
    ValueTask<int> ResolveKeyAsync(string subscription, string key, CancellationToken cancellationToken = default);

    /// <summary>Removes dead letters that were replayed or resolved; open ones are never removed.</summary>
    /// <param name="subscription">The subscription's name; <see langword="null"/> for all.</param>
    /// <param name="endedBefore">Before which instant they were put away; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels the removal; it is then done or not.</param>
    /// <returns>How many were removed.</returns>
    ValueTask<int> PurgeAsync(string? subscription = null, DateTimeOffset? endedBefore = null, CancellationToken cancellationToken = default);
}

using EventSourcing.Diagnostics;
using EventSourcing.Subscriptions;

namespace EventSourcing;

/// <summary>Runs subscriptions and asynchronous projections of a store in this process: starts, pauses and stops them, and says how they stand.</summary>
/// <remarks>
/// <para>
/// A subscription reads the feed after its checkpoint, first what is stored and then what is being stored, in one and the same loop. What handlers write in the transaction of the store is committed with
/// the checkpoint, and so happens exactly once in effect. What fails again and again is parked as a dead letter, with everything behind it that has the same key; nothing is passed over without a record.
/// </para>
/// <para>Thread-safe. Disposing of it stops all subscriptions, as <see cref="StopAllAsync"/>; the store stays the caller's.</para>
/// </remarks>
public sealed partial class SubscriptionManager : IAsyncDisposable
{
    private readonly ITransactionalEventStore _store;
    private readonly SubscriptionManagerOptions _options;
    private readonly IDeadLetterJournal _deadLetters;
    private readonly SubscriptionNode? _node;
    private readonly StoreTurns _turns;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly SubscriptionNotices _notices;
    private readonly Probe<SubscriptionStatus> _lag;
    private readonly Probe<FeedHold>? _holds;
    private bool _disposed;

    /// <summary>Makes a manager without subscriptions.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">What subscriptions share; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The options of the node do not go together.</exception>
    public SubscriptionManager(ITransactionalEventStore store, SubscriptionManagerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = options ?? SubscriptionManagerOptions.Default;
        _deadLetters = new DeadLetterJournal(store);
        _turns = new StoreTurns(_options.MaxConnections);
        if (_options.Node is { } node) _node = new SubscriptionNode(store.Leases, node, _options.TimeProvider, _options.Random);
        DeadLetters = new DeadLetters(store, _deadLetters, _options.TimeProvider, Replay);
        _notices = new SubscriptionNotices(change => Tell(StateChanged, change), parked => Tell(EventParked, parked), change => Tell(PartitionsChanged, change));
        DeliveryMetrics.Lags.Add(_lag = new Probe<SubscriptionStatus>(LagsAsync, TimeProvider.System));
        if (store is IFeedHolds feed) StoreMetrics.Holds.Add(_holds = new Probe<FeedHold>(() => feed.GetFeedHoldsAsync(), TimeProvider.System));
    }

    /// <summary>
    /// Tells of each change of a state, in the order of the changes. It is called in the flow of the subscription: return soon, and start or stop nothing in it. What a listener throws changes nothing; it is
    /// told by <see cref="TaskScheduler.UnobservedTaskException"/>.
    /// </summary>
    public event EventHandler<SubscriptionStateChangedEventArgs>? StateChanged;

    /// <summary>Tells of each event that is parked, and of each that fails again when it is replayed, once that is stored. It is called in the flow of the subscription: return soon. What a listener throws is treated as with <see cref="StateChanged"/>.</summary>
    public event EventHandler<EventParkedEventArgs>? EventParked;

    /// <summary>
    /// Tells of changes of the partitions that this process handles, where it shares them with others (<see cref="SubscriptionManagerOptions.Node"/>). It is called in the flow of the subscription: return
    /// soon, and start or stop nothing in it. What a listener throws is treated as with <see cref="StateChanged"/>.
    /// </summary>
    public event EventHandler<PartitionsChangedEventArgs>? PartitionsChanged;

    /// <summary>The names of the subscriptions, in ordinal order.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate) return [.. _subscriptions.Keys];
        }
    }

    /// <summary>What the subscriptions of the store have not handled. What is to be replayed is replayed by the subscription, in this process or in another one that runs it.</summary>
    public IDeadLetterStore DeadLetters { get; }

    /// <summary>Starts a subscription; one that runs stays as it is. It can be started again after it was stopped, or has failed.</summary>
    /// <param name="name">The subscription's name.</param>
    /// <param name="cancellationToken">Ends the waiting for its checkpoints; it starts all the same.</param>
    /// <returns>A task that ends when its checkpoints are read, or the store could not be reached: then it goes on trying.</returns>
    /// <exception cref="ArgumentException">There is no subscription of that name.</exception>
    /// <exception cref="PartitionCountException">It has checkpoints of another number of partitions, at different places.</exception>
    /// <exception cref="EventSourcingException">It cannot start; it is faulted.</exception>
    public ValueTask StartAsync(string name, CancellationToken cancellationToken = default) => Find(name).StartAsync(cancellationToken);

    /// <summary>Starts all subscriptions.</summary>
    /// <param name="cancellationToken">Ends the waiting for their checkpoints; they start all the same.</param>
    /// <returns>A task that ends when all have started.</returns>
    /// <exception cref="EventSourcingException">One of them cannot start; it is faulted, and the others run.</exception>
    public async ValueTask StartAllAsync(CancellationToken cancellationToken = default) =>
        await Task.WhenAll(AllOpen().Select(s => s.StartAsync(cancellationToken).AsTask())).ConfigureAwait(false);

    /// <summary>
    /// Stops a subscription: nothing more is read, what is read is handled within <see cref="SubscriptionOptions.DrainTime"/>, the checkpoint is moved, and after
    /// <see cref="SubscriptionOptions.StopDeadline"/> handlers are cancelled. One that is stopped stays as it is. A handler may ask for the stop of its own subscription, and must not wait for it: each would wait for the other.
    /// </summary>
    /// <param name="name">The subscription's name.</param>
    /// <param name="force">Cancels the handlers at once: their transactions are undone.</param>
    /// <returns>A task that ends when it has stopped.</returns>
    /// <exception cref="ArgumentException">There is no subscription of that name.</exception>
    public ValueTask StopAsync(string name, CancellationToken force = default) => Find(name).StopAsync(force);

    /// <summary>Stops all subscriptions together, each as <see cref="StopAsync"/>.</summary>
    /// <param name="force">Cancels the handlers at once: their transactions are undone.</param>
    /// <returns>A task that ends when all have stopped.</returns>
    public async ValueTask StopAllAsync(CancellationToken force = default) =>
        await Task.WhenAll(All().Select(s => s.StopAsync(force).AsTask())).ConfigureAwait(false);

    /// <summary>Pauses a subscription: the batches at hand are handled, and then nothing is, until it is resumed.</summary>
    /// <param name="name">The subscription's name.</param>
    /// <exception cref="ArgumentException">There is no subscription of that name.</exception>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public void Pause(string name) => Find(name).Pause();

    /// <summary>Pauses all subscriptions that run.</summary>
    public void PauseAll()
    {
        foreach (var subscription in All().Where(IsRunning)) subscription.Pause();
    }

    /// <summary>Lets a paused subscription go on; an open circuit is closed.</summary>
    /// <param name="name">The subscription's name.</param>
    /// <exception cref="ArgumentException">There is no subscription of that name.</exception>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    public void Resume(string name) => Find(name).Resume();

    /// <summary>Lets all subscriptions that run go on.</summary>
    public void ResumeAll()
    {
        foreach (var subscription in All().Where(IsRunning)) subscription.Resume();
    }

    /// <summary>What a subscription is doing.</summary>
    /// <param name="name">The subscription's name.</param>
    /// <returns>Its state.</returns>
    /// <exception cref="ArgumentException">There is no subscription of that name.</exception>
    public SubscriptionState GetState(string name) => Find(name).State;

    /// <summary>How a subscription stands against the end of the feed.</summary>
    /// <param name="name">The subscription's name.</param>
    /// <param name="cancellationToken">Cancels the question for the end of the feed.</param>
    /// <returns>The status.</returns>
    /// <exception cref="ArgumentException">There is no subscription of that name.</exception>
    public ValueTask<SubscriptionStatus> GetStatusAsync(string name, CancellationToken cancellationToken = default) => Find(name).StatusAsync(cancellationToken);

    /// <summary>Stops all subscriptions. None can be started any more.</summary>
    /// <returns>A task that ends when all have stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
        }

        await StopAllAsync().ConfigureAwait(false);
    }

    private static bool IsRunning(Subscription subscription) => subscription.State is not (SubscriptionState.Stopped or SubscriptionState.Faulted);

    private Subscription Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _subscriptions.TryGetValue(name, out var found)
                ? found
                : throw new ArgumentException($"There is no subscription '{name}' here. Those that were added: {(_subscriptions.Count == 0 ? "none" : string.Join(", ", _subscriptions.Keys.Select(n => $"'{n}'")))}.", nameof(name));
        }
    }

    private List<Subscription> All()
    {
        lock (_gate) return [.. _subscriptions.Values];
    }

    private List<Subscription> AllOpen()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return [.. _subscriptions.Values];
        }
    }

    /// <summary>How the subscriptions stand that run here.</summary>
    private async ValueTask<IReadOnlyList<SubscriptionStatus>> LagsAsync()
    {
        var statuses = new List<SubscriptionStatus>();
        foreach (var subscription in All().Where(IsRunning)) statuses.Add(await subscription.StatusAsync(CancellationToken.None).ConfigureAwait(false));
        return statuses;
    }

    private void Replay(string name)
    {
        Subscription? subscription;
        lock (_gate) subscription = _subscriptions.GetValueOrDefault(name);
        subscription?.RequestReplay();
    }

    private void Tell<TNotice>(EventHandler<TNotice>? listeners, TNotice notice)
    {
        try
        {
            listeners?.Invoke(this, notice);
        }
#pragma warning disable CA1031 // Who listens does not keep the subscription from its work; the exception goes where those go that nobody awaits.
        catch (Exception e)
        {
            _ = Task.FromException(e);
        }
#pragma warning restore CA1031
    }
}

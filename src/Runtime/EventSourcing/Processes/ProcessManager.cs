using EventSourcing.Processes;

namespace EventSourcing;

/// <summary>What all process managers share; derive from <see cref="ProcessManager{TState}"/>.</summary>
public abstract partial class ProcessManager
{
    private ProcessStep? _step;

    /// <summary>Called by <see cref="ProcessManager{TState}"/>.</summary>
    protected ProcessManager()
    {
    }

    /// <summary>Which instance of the process handles the event at hand: what its events share.</summary>
    /// <exception cref="InvalidOperationException">No event is being handled by <see cref="SubscriptionManager"/>.</exception>
    protected string Key => Step.Instance.Key;

    /// <summary>What the store knows of the instance, as it was before the event at hand.</summary>
    /// <exception cref="InvalidOperationException">No event is being handled by <see cref="SubscriptionManager"/>.</exception>
    protected ProcessInstance Instance => Step.Instance;

    /// <summary>
    /// Whether an instance that has ended starts anew with an event for which <see cref="Starts"/> says so; by default it stays as it is, and the event is passed over and counted.
    /// </summary>
    protected internal virtual bool RestartsCompleted => false;

    /// <summary>Whether an event starts an instance where there is none. Events that do not are passed over until one has; an instance that is active handles either.</summary>
    /// <param name="event">The event; it must follow from it alone.</param>
    /// <returns>Whether it starts one.</returns>
    protected internal abstract bool Starts(object @event);

    /// <summary>Sets a timeout, or sets it anew: unless it is cancelled before, its event comes to the handler of this instance that takes it, once in effect, also after a restart.</summary>
    /// <param name="name">The timeout's name, unique within the instance: 1 to 100 characters.</param>
    /// <param name="after">How long after the event at hand occurred; zero or less elapses at once.</param>
    /// <param name="event">What then happens, an event of the store's catalog. It is appended to the stream <c>&lt;process&gt;-timeouts/&lt;key&gt;</c>.</param>
    /// <exception cref="InvalidOperationException">No event is being handled by <see cref="SubscriptionManager"/>.</exception>
    protected void SetTimeout(string name, TimeSpan after, object @event) => SetTimeout(name, Step.Context.Metadata.OccurredAt + after, @event);

    /// <inheritdoc cref="SetTimeout(string, TimeSpan, object)"/>
    /// <param name="name">The timeout's name, unique within the instance: 1 to 100 characters.</param>
    /// <param name="dueAt">When it elapses.</param>
    /// <param name="event">What then happens, an event of the store's catalog. It is appended to the stream <c>&lt;process&gt;-timeouts/&lt;key&gt;</c>.</param>
    protected void SetTimeout(string name, DateTimeOffset dueAt, object @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        Step.Timeouts[RequireName(name)] = (dueAt, @event);
    }

    /// <summary>Cancels a timeout: from now on it does not come, not even where it has elapsed and waits to be handled. Where none is set, nothing happens.</summary>
    /// <param name="name">The timeout's name.</param>
    /// <exception cref="InvalidOperationException">No event is being handled by <see cref="SubscriptionManager"/>.</exception>
    protected void CancelTimeout(string name) => Step.Timeouts[RequireName(name)] = null;

    /// <summary>Ends the instance with the event at hand: its timeouts are cancelled, and later events for it are passed over and counted, or start it anew (<see cref="RestartsCompleted"/>).</summary>
    /// <exception cref="InvalidOperationException">No event is being handled by <see cref="SubscriptionManager"/>.</exception>
    protected void Complete() => Step.IsCompleted = true;

    internal ProcessStep? Current
    {
        set => _step = value;
    }

    private ProcessStep Step => _step ?? throw new InvalidOperationException(
        $"{GetType()} handles no event as a process manager. Add it by SubscriptionManager.AddProcess, and use what its base class offers within its handlers, and not after they have ended.");

    internal abstract ValueTask ReadAheadAsync(ReadModels.RowSession session, IEnumerable<string> keys, CancellationToken cancellationToken);

    internal abstract ValueTask LoadAsync(string key, bool isAnew, CancellationToken cancellationToken);

    internal abstract ValueTask SaveAsync(string key, CancellationToken cancellationToken);

    private static string RequireName(string name) => name is { Length: >= 1 and <= 100 } && !string.IsNullOrWhiteSpace(name)
        ? name
        : throw new ArgumentException($"A timeout's name has 1 to 100 characters; '{name}' cannot be one.", nameof(name));
}

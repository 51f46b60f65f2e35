namespace EventSourcing;

/// <summary>
/// Reacts to events, remembers a state, and has things done: by events that it appends, by aggregates that it lets decide, and by timeouts. The base class of classes with
/// <see cref="ProcessManagerAttribute"/>.
/// </summary>
/// <typeparam name="TState">
/// The state: rows of a read model whose key is the process's key as a string. So instances can be queried by what they remember, and their state can grow as other rows can.
/// </typeparam>
/// <remarks>
/// <para>
/// State, appended events, timeouts and the checkpoint are written in one transaction of the store: whatever fails, an event is handled once in effect. What reaches out of the store is not: let the
/// process append an event, and let something act on that which can bear a repetition.
/// </para>
/// <para>An instance of the class is made for each transaction and handles the events of many instances of the process, one after the other: keep nothing in its fields.</para>
/// </remarks>
public abstract class ProcessManager<TState> : ProcessManager
    where TState : class
{
    private readonly IReadModel<TState> _states;
    private TState? _loaded;
    private TState? _state;

    /// <summary>Makes an instance of the class. Called by emitted code, through the constructor of the class.</summary>
    /// <param name="states">The rows, as the constructor of the class is given them.</param>
    /// <exception cref="ArgumentException">Their key is no string.</exception>
    protected ProcessManager(IReadModel<TState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Mapping.KeyType != typeof(string))
        {
            throw new ArgumentException(
                $"The state {typeof(TState)} of the process {GetType()} has a key of {states.Mapping.KeyType}, and is found by the process's key, which is a string. Mark one member of type string with [ReadModelKey], and set it to Key.",
                nameof(states));
        }

        _states = states;
    }

    /// <summary>What the instance remembers. Setting it replaces the row, once the handler has ended.</summary>
    /// <exception cref="InvalidOperationException">It has none yet, or it was removed: see <see cref="HasState"/>.</exception>
    protected TState State
    {
        get => _state ?? throw new InvalidOperationException($"The instance '{Key}' of {GetType()} has no state yet. Set it in the handlers of the events that start the process.");
        set => _state = value ?? throw new ArgumentNullException(nameof(value), "To remove the state of an instance, call RemoveState.");
    }

    /// <summary>Whether the instance remembers anything.</summary>
    protected bool HasState => _state is not null;

    /// <summary>Forgets what the instance remembers: its row is deleted. It stays known that there is, or was, the instance.</summary>
    protected void RemoveState() => _state = null;

    internal sealed override ValueTask ReadAheadAsync(ReadModels.RowSession session, IEnumerable<string> keys, CancellationToken cancellationToken) =>
        session.TableOf(_states.Mapping).ReadAheadAsync([.. keys.Select(_states.Mapping.KeyOf)], cancellationToken);

    internal sealed override async ValueTask LoadAsync(string key, bool isAnew, CancellationToken cancellationToken)
    {
        _loaded = await _states.FindAsync(key, cancellationToken).ConfigureAwait(false);
        _state = isAnew ? null : _loaded;
    }

    internal sealed override async ValueTask SaveAsync(string key, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(_state, _loaded)) return;
        if (_state is null)
        {
            await _states.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
            return;
        }

        var mapping = _states.Mapping;
        var written = mapping.Write(_state)[mapping.KeyOrdinals[0]].AsText();
        if (written != key)
            throw new InvalidOperationException($"{GetType()} has set a state with the key '{written}' for the instance '{key}'. The member with [ReadModelKey] holds the key of the process: set it to Key.");

        // Whoever else has changed the row meanwhile has moved the checkpoint too, and one of the two is undone.
        await _states.UpsertAsync(_state, cancellationToken).ConfigureAwait(false);
    }
}

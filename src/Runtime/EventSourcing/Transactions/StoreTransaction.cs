using System.Data.Common;
using EventSourcing.Diagnostics;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing.Transactions;

/// <summary>What the transactions of all stores share: when a member may be called, what is refused, and what was appended.</summary>
internal abstract partial class StoreTransaction(EventSerializer serializer, StoreMeter meter) : IStoreTransaction
{
    private readonly Lock _gate = new();
    private readonly List<ITransactionParticipant> _participants = [];
    private readonly List<TransactionAppend> _appended = [];
    private List<(StreamId Stream, int Events)>? _written;
    private TaskCompletionSource? _idle;
    private State _state;
    private bool _inUse;

    private enum State
    {
        Open,
        Lost,
        Committed,
        Undone,
    }

    /// <inheritdoc/>
    public DbConnection? Connection
    {
        get
        {
            BeginOwnSql();
            return OwnConnection;
        }
    }

    /// <inheritdoc/>
    public DbTransaction? DbTransaction
    {
        get
        {
            BeginOwnSql();
            return OwnTransaction;
        }
    }

    /// <summary>Whether the user has asked for the connection: nothing may be kept back any more, since SQL of his own may look at it.</summary>
    public bool HasOwnSql { get; private set; }

    protected EventSerializer Serializer => serializer;

    /// <summary>The id of the store.</summary>
    protected abstract Guid StoreId { get; }

    protected abstract DbConnection? OwnConnection { get; }

    protected abstract DbTransaction? OwnTransaction { get; }

    /// <inheritdoc/>
    public async ValueTask<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        using var use = Use();
        var append = PreparedAppend.Create(serializer, stream, expected, events);
        cancellationToken.ThrowIfCancellationRequested();
        var write = await meter.WriteAsync(append, this, static (transaction, append, token) => transaction.WriteAsync(append, token), cancellationToken).ConfigureAwait(false);
        if (write.IsNew) Note(append, write.Results[0]);
        return write.Results[0];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AppendResult>> AppendAsync(IReadOnlyList<StreamAppend> appends, AppendCondition? condition = null, CancellationToken cancellationToken = default)
    {
        using var use = Use();
        var append = PreparedAtomicAppend.Create(serializer, appends, condition);
        append.RequireStore(StoreId);
        cancellationToken.ThrowIfCancellationRequested();
        var write = await meter.WriteAsync(append, this, static (transaction, append, token) => transaction.WriteAsync(append, token), cancellationToken).ConfigureAwait(false);
        for (var i = 0; write.IsNew && i < append.Appends.Count; i++) Note(append.Appends[i], write.Results[i]);
        return write.Results;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RecordedEvent>> TakeAppendedAsync(CancellationToken cancellationToken = default)
    {
        using var use = Use();
        cancellationToken.ThrowIfCancellationRequested();
        var events = new List<RecordedEvent>();
        foreach (var (append, result) in _appended)
        {
            var places = await LocateAsync(append, result, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < places.Count; i++) Record(append, result, i, places[i], events);
        }

        _appended.Clear();
        return events;
    }

    /// <inheritdoc/>
    public abstract IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping)
        where TRow : class;

    /// <inheritdoc/>
    public async ValueTask<CheckpointOutcome> MoveCheckpointAsync(Checkpoint checkpoint, CancellationToken cancellationToken = default)
    {
        using var use = Use();
        CheckpointRequest.Require(checkpoint, StoreId);
        cancellationToken.ThrowIfCancellationRequested();
        var outcome = await MoveAsync(checkpoint, cancellationToken).ConfigureAwait(false);
        if (outcome != CheckpointOutcome.Moved) Refuse(checkpoint, outcome);
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<Checkpoint?> LockCheckpointAsync(string subscription, int partition = 0, CancellationToken cancellationToken = default)
    {
        using var use = Use();
        CheckpointRequest.Require(subscription, partition);
        cancellationToken.ThrowIfCancellationRequested();
        return await LockAsync(subscription, partition, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveCheckpointsAsync(string subscription, CancellationToken cancellationToken = default)
    {
        using var use = Use();
        CheckpointRequest.Require(subscription, partition: 0);
        cancellationToken.ThrowIfCancellationRequested();
        return await RemoveAsync(subscription, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Undoes the transaction, unless it is committed. Waits for a member that is at work.</summary>
    public async ValueTask DisposeAsync()
    {
        Task idle;
        bool undoing;
        lock (_gate)
        {
            undoing = _state is State.Open or State.Lost;
            if (undoing) _state = State.Undone;
            if (_inUse) _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle?.Task ?? Task.CompletedTask;
        }

        await idle.ConfigureAwait(false);

        // A commit that was at work meanwhile may have succeeded.
        if (!undoing || IsReleased) return;
        try
        {
            await RollbackAsync().ConfigureAwait(false);
            Conclude(committed: false);
        }
        finally
        {
            await ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Begins the use of a member.</summary>
    /// <exception cref="InvalidOperationException">The transaction has ended, or another member is at work.</exception>
    public TransactionUse Use()
    {
        lock (_gate)
        {
            if (_inUse) throw new InvalidOperationException("Another member of the transaction is at work. A transaction belongs to one flow of execution: await each call before the next one.");
            _ = _state switch
            {
                State.Open => true,
                State.Lost => throw new InvalidOperationException("The transaction was lost to an earlier error, and can only be undone. Dispose of it, and begin another one."),
                State.Committed => throw new InvalidOperationException("The transaction has been committed. Begin another one with BeginTransactionAsync."),
                _ => throw new InvalidOperationException("The transaction has been disposed of, and with it undone. Begin another one with BeginTransactionAsync."),
            };
            _inUse = true;
        }

        return new TransactionUse(this);
    }

    public void Leave()
    {
        lock (_gate)
        {
            _inUse = false;
            _idle?.TrySetResult();
        }
    }

    /// <summary>Takes somebody in who writes before the commit, and wants to know the end.</summary>
    public void Enlist(ITransactionParticipant participant) => _participants.Add(participant);

    /// <summary>The database has given the transaction up, or nobody knows what it holds: it can only be undone.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            if (_state == State.Open) _state = State.Lost;
        }
    }

    /// <summary>Whether <see cref="ReleaseAsync"/> was called.</summary>
    protected abstract bool IsReleased { get; }

    /// <summary>Writes to a stream, or throws why it may not be written, and leaves the transaction as it was.</summary>
    protected abstract ValueTask<TransactionWrite> WriteAsync(PreparedAppend append, CancellationToken cancellationToken);

    /// <summary>The same for several streams.</summary>
    protected abstract ValueTask<TransactionWrite> WriteAsync(PreparedAtomicAppend append, CancellationToken cancellationToken);

    /// <summary>Where the events of an append are.</summary>
    protected abstract ValueTask<IReadOnlyList<EventPlace>> LocateAsync(PreparedAppend append, AppendResult result, CancellationToken cancellationToken);

    protected abstract ValueTask<CheckpointOutcome> MoveAsync(Checkpoint checkpoint, CancellationToken cancellationToken);

    protected abstract ValueTask<Checkpoint?> LockAsync(string subscription, int partition, CancellationToken cancellationToken);

    protected abstract ValueTask<int> RemoveAsync(string subscription, CancellationToken cancellationToken);

    /// <summary>Undoes all of it. It throws nothing that the caller could not do without: what is not committed is undone at the latest with the connection.</summary>
    protected abstract ValueTask RollbackAsync();

    /// <summary>Gives back what the transaction has rented, once.</summary>
    protected abstract ValueTask ReleaseAsync();

    private void Note(PreparedAppend append, AppendResult result)
    {
        _appended.Add(new TransactionAppend(append, result));
        if (StoreMeter.Counts) (_written ??= []).Add((append.Stream, append.Events.Count));
    }

    private void Record(PreparedAppend append, AppendResult result, int index, EventPlace place, List<RecordedEvent> events)
    {
        var @event = append.Events[index];
        var stored = new StoredEvent
        {
            Stream = append.Stream,
            Version = result.Version - append.Events.Count + 1 + index,
            Position = place.Position,
            Name = @event.Descriptor.Name,
            SchemaVersion = @event.Descriptor.SchemaVersion,
            RecordedAt = place.RecordedAt,
            Payload = @event.PayloadArray,
            Metadata = @event.Metadata,
        };
        var parts = stored.Read(serializer);
        for (var i = 0; i < parts.Count; i++) events.Add(stored.Record(parts, i));
    }

    private void BeginOwnSql()
    {
        using var use = Use();
        if (HasOwnSql) return;
        HasOwnSql = true;
        foreach (var participant in _participants) participant.Flush();
    }
}

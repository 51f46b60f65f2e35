using System.Runtime.CompilerServices;
using EventSourcing.Diagnostics;
using EventSourcing.Serialization;
using EventSourcing.Storage;

namespace EventSourcing;

/// <summary>Loads aggregates from their streams and saves what they raised, with optimistic concurrency.</summary>
/// <typeparam name="TAggregate">The aggregate class: partial, in a project with the source generator.</typeparam>
/// <typeparam name="TId">The type of its ids.</typeparam>
/// <remarks>Thread-safe and without state of its own: one instance serves a whole program.</remarks>
public sealed class AggregateRepository<TAggregate, TId>
    where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
    where TId : notnull, IParsable<TId>
{
    private readonly IEventStore _store;
    private readonly AggregateRepositoryOptions _options;
    private readonly IEventReplaySource? _replays;

    /// <summary>Makes a repository over a store.</summary>
    /// <param name="store">The store; it stays the caller's to dispose.</param>
    /// <param name="options">How events are stamped and conflicts met; <see langword="null"/> for the defaults.</param>
    public AggregateRepository(IEventStore store, AggregateRepositoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = options ?? AggregateRepositoryOptions.Default;
        _replays = store as IEventReplaySource;
    }

    /// <summary>Makes a repository that loads from elsewhere, as from within a transaction.</summary>
    internal AggregateRepository(IEventStore store, IEventReplaySource? replays)
        : this(store) => _replays = replays ?? _replays;

    /// <summary>The stream of an aggregate.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <returns>The aggregate's category, and the id's invariant text as key.</returns>
    /// <exception cref="ArgumentException">The id's text is empty, too long, or does not parse back to an equal id.</exception>
    public StreamId StreamOf(TId id) => AggregateKey.StreamOf(TAggregate.Descriptor.Category, id);

    /// <summary>Makes a new aggregate. Nothing is stored, or asked of the store, before <see cref="SaveAsync"/>.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <returns>An aggregate at version 0.</returns>
    /// <exception cref="ArgumentException">The id's text is empty, too long, or does not parse back to an equal id.</exception>
    public TAggregate Create(TId id) => Create(id, StreamOf(id));

    /// <summary>Loads an aggregate as it is now.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    /// <returns>The aggregate.</returns>
    /// <exception cref="AggregateNotFoundException">It has no events.</exception>
    /// <exception cref="UnhandledEventException">Its stream holds an event that it has no handler for.</exception>
    /// <exception cref="StreamVersionGapException">The store gave an event out of turn.</exception>
    public async ValueTask<TAggregate> LoadAsync(TId id, CancellationToken cancellationToken = default) =>
        await FindAsync(id, cancellationToken).ConfigureAwait(false)
        ?? throw new AggregateNotFoundException(typeof(TAggregate), StreamOf(id));

    /// <summary>Loads an aggregate as it was. It can be read, and not changed.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="asOf">The moment: a version, or an instant.</param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    /// <returns>The aggregate as of that moment.</returns>
    /// <exception cref="AggregateNotFoundException">It had no events then.</exception>
    public async ValueTask<TAggregate> LoadAsync(TId id, AsOf asOf, CancellationToken cancellationToken = default) =>
        await FindAsync(id, asOf, cancellationToken).ConfigureAwait(false)
        ?? throw new AggregateNotFoundException(typeof(TAggregate), StreamOf(id), asOf);

    /// <summary>Loads an aggregate as it is now, if it exists.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    /// <returns>The aggregate, or <see langword="null"/> where it has no events.</returns>
    public async ValueTask<TAggregate?> FindAsync(TId id, CancellationToken cancellationToken = default)
    {
        var aggregate = await ReplayAsync(id, asOf: null, cancellationToken).ConfigureAwait(false);
        return aggregate.IsCreated ? aggregate : null;
    }

    /// <summary>Loads an aggregate as it was, if it existed then. It can be read, and not changed.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="asOf">The moment: a version, or an instant.</param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    /// <returns>The aggregate as of that moment, or <see langword="null"/> where it had no events then.</returns>
    public async ValueTask<TAggregate?> FindAsync(TId id, AsOf asOf, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(asOf);
        var aggregate = await ReplayAsync(id, asOf, cancellationToken).ConfigureAwait(false);
        return aggregate.IsCreated ? aggregate : null;
    }

    /// <summary>Loads an aggregate, or makes a new one where it has no events.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    /// <returns>The aggregate; at version 0 where it is new.</returns>
    public ValueTask<TAggregate> LoadOrCreateAsync(TId id, CancellationToken cancellationToken = default) =>
        ReplayAsync(id, asOf: null, cancellationToken);

    /// <summary>Whether an aggregate has any event.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns><see langword="true"/> when its stream exists.</returns>
    public async ValueTask<bool> ExistsAsync(TId id, CancellationToken cancellationToken = default) =>
        await GetVersionAsync(id, cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>The stored version of an aggregate.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The version; 0 where it has no events.</returns>
    public ValueTask<long> GetVersionAsync(TId id, CancellationToken cancellationToken = default) =>
        _store.GetVersionAsync(StreamOf(id), cancellationToken);

    /// <summary>
    /// Appends what the aggregate raised since it was loaded or saved, in one round trip, provided that nobody else appended meanwhile. Without
    /// new events nothing happens.
    /// </summary>
    /// <param name="aggregate">The aggregate; made or loaded by a repository.</param>
    /// <param name="cancellationToken">Cancels the append; it is then stored whole or not at all.</param>
    /// <returns>What was stored, or <see langword="null"/> where there was nothing to store.</returns>
    /// <remarks>After an error the new events are still there. Saving again sends the same events with the same ids, and so never stores them twice.</remarks>
    /// <exception cref="ConcurrencyException">Somebody else appended to the stream.</exception>
    /// <exception cref="AggregateFaultedException">A handler threw before: the state cannot be trusted any more.</exception>
    /// <exception cref="EventStoreException">The store failed; the error says whether the outcome is unknown.</exception>
    public async ValueTask<AppendResult?> SaveAsync(TAggregate aggregate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        if (aggregate.Stream is not { } stream)
            throw new ArgumentException($"This {typeof(TAggregate).Name} was made by its constructor and has no id. Make it with AggregateRepository.Create(id).", nameof(aggregate));

        var events = aggregate.TakeUncommitted();
        if (events.Length == 0) return null;

        var expected = ExpectedVersion.Exactly(aggregate.Version - events.Length);
        using var span = AggregateSpan.Save(typeof(TAggregate), stream, events.Length);
        try
        {
            var result = await _store.AppendAsync(stream, expected, events, cancellationToken).ConfigureAwait(false);
            aggregate.Committed(events.Length);
            span.Done(result.Version);
            return result;
        }
        catch (Exception e)
        {
            span.Failed(e);
            throw;
        }
    }

    /// <summary>Loads an aggregate, lets it decide, and saves; after a conflict all of that again, on the new state.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="decide">The decision; it may run several times, each time on a freshly loaded aggregate.</param>
    /// <param name="cancellationToken">Cancels the whole.</param>
    /// <returns>The aggregate, saved.</returns>
    /// <exception cref="AggregateNotFoundException">It has no events.</exception>
    /// <exception cref="ConcurrencyException">There was a conflict at each of the allowed tries.</exception>
    public ValueTask<TAggregate> ExecuteAsync(TId id, Action<TAggregate> decide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return RetryAsync(id, createIfAbsent: false, static (aggregate, decide) => { decide(aggregate); return default; }, decide, cancellationToken);
    }

    /// <summary>As <see cref="ExecuteAsync(TId, Action{TAggregate}, CancellationToken)"/>, with a decision that waits for something.</summary>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="decide">The decision; it may run several times, each time on a freshly loaded aggregate.</param>
    /// <param name="cancellationToken">Cancels the whole.</param>
    /// <returns>The aggregate, saved.</returns>
    [OverloadResolutionPriority(2)]
    public ValueTask<TAggregate> ExecuteAsync(TId id, Func<TAggregate, Task> decide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return RetryAsync(id, createIfAbsent: false, static (aggregate, decide) => new ValueTask(decide(aggregate)), decide, cancellationToken);
    }

    /// <inheritdoc cref="ExecuteAsync(TId, Func{TAggregate, Task}, CancellationToken)"/>
    [OverloadResolutionPriority(1)]
    public ValueTask<TAggregate> ExecuteAsync(TId id, Func<TAggregate, ValueTask> decide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return RetryAsync(id, createIfAbsent: false, static (aggregate, decide) => decide(aggregate), decide, cancellationToken);
    }

    /// <summary>As <see cref="ExecuteAsync(TId, Action{TAggregate}, CancellationToken)"/>, with a decision that answers something.</summary>
    /// <typeparam name="TResult">The type of the answer.</typeparam>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="decide">The decision; it may run several times, each time on a freshly loaded aggregate.</param>
    /// <param name="cancellationToken">Cancels the whole.</param>
    /// <returns>What the decision answered the last time, after it was saved.</returns>
    public ValueTask<TResult> ExecuteAsync<TResult>(TId id, Func<TAggregate, TResult> decide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return AnswerAsync(id, aggregate => ValueTask.FromResult(decide(aggregate)), cancellationToken);
    }

    /// <summary>As <see cref="ExecuteAsync(TId, Action{TAggregate}, CancellationToken)"/>, with a decision that waits for something and then answers.</summary>
    /// <typeparam name="TResult">The type of the answer.</typeparam>
    /// <param name="id">The aggregate's id.</param>
    /// <param name="decide">The decision; awaited before anything is saved. It may run several times, each time on a freshly loaded aggregate.</param>
    /// <param name="cancellationToken">Cancels the whole.</param>
    /// <returns>What the decision answered the last time, after it was saved.</returns>
    /// <remarks>Preferred to the overload that takes any answer: to that one a task would be the answer, and the aggregate be saved before it has decided.</remarks>
    [OverloadResolutionPriority(4)]
    public ValueTask<TResult> ExecuteAsync<TResult>(TId id, Func<TAggregate, Task<TResult>> decide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return AnswerAsync(id, aggregate => new ValueTask<TResult>(decide(aggregate)), cancellationToken);
    }

    /// <inheritdoc cref="ExecuteAsync{TResult}(TId, Func{TAggregate, Task{TResult}}, CancellationToken)"/>
    [OverloadResolutionPriority(3)]
    public ValueTask<TResult> ExecuteAsync<TResult>(TId id, Func<TAggregate, ValueTask<TResult>> decide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return AnswerAsync(id, decide, cancellationToken);
    }

    private async ValueTask<TResult> AnswerAsync<TResult>(TId id, Func<TAggregate, ValueTask<TResult>> decide, CancellationToken cancellationToken)
    {
        var answer = default(TResult)!;
        await RetryAsync(
            id,
            createIfAbsent: false,
            async (aggregate, decide) => answer = await decide(aggregate).ConfigureAwait(false),
            decide,
            cancellationToken).ConfigureAwait(false);
        return answer;
    }

    /// <summary>The loop of all executions: load, decide, save; conflicts decide again, lost answers send the same events again.</summary>
    internal async ValueTask<TAggregate> RetryAsync<TState>(
        TId id,
        bool createIfAbsent,
        Func<TAggregate, TState, ValueTask> decide,
        TState state,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var aggregate = createIfAbsent
                ? await LoadOrCreateAsync(id, cancellationToken).ConfigureAwait(false)
                : await LoadAsync(id, cancellationToken).ConfigureAwait(false);
            await decide(aggregate, state).ConfigureAwait(false);
            try
            {
                await SaveOrResendAsync(aggregate, cancellationToken).ConfigureAwait(false);
                return aggregate;
            }
            catch (ConcurrencyException) when (attempt < _options.MaxRetries)
            {
                await BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Saves; after a transient failure or a lost answer, the same events again: ids make sure that they are stored once.</summary>
    private async ValueTask SaveOrResendAsync(TAggregate aggregate, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await SaveAsync(aggregate, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (EventStoreException failure) when ((failure.IsTransient || failure.OutcomeUnknown) && attempt < _options.MaxRetries)
            {
                await BackOffAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task BackOffAsync(int attempt, CancellationToken cancellationToken)
    {
        var longest = _options.RetryDelay * Math.Pow(2, Math.Min(attempt, 16));
        if (longest == TimeSpan.Zero) return Task.CompletedTask;
#pragma warning disable CA5394 // Jitter is no secret.
        var wait = longest * Random.Shared.NextDouble();
#pragma warning restore CA5394
        return Task.Delay(wait, _options.TimeProvider ?? EventSourcingContext.Current.TimeProvider, cancellationToken);
    }

    private TAggregate Create(TId id, StreamId stream)
    {
        var aggregate = TAggregate.CreateEmpty();
        aggregate.Identify(new AggregateIdentity<TId>(id, stream, _options.TimeProvider, _options.EventIds));
        return aggregate;
    }

    private async ValueTask<TAggregate> ReplayAsync(TId id, AsOf? asOf, CancellationToken cancellationToken)
    {
        var stream = StreamOf(id);
        var aggregate = Create(id, stream);
        var fold = new AggregateFold<TId>(aggregate, stream, asOf, TAggregate.Descriptor.UsesMetadata);
        using var span = AggregateSpan.Load(typeof(TAggregate), stream);
        try
        {
            if (_replays is { } source) await source.ReplayAsync(stream, fold, cancellationToken).ConfigureAwait(false);
            else await ReadAsync(stream, fold, asOf, cancellationToken).ConfigureAwait(false);
            span.Done(aggregate.Version);
        }
        catch (Exception e)
        {
            span.Failed(e);
            throw;
        }

        if (asOf is not null) aggregate.FreezeAsOf(asOf);
        return aggregate;
    }

    private async ValueTask ReadAsync(StreamId stream, AggregateFold<TId> fold, AsOf? asOf, CancellationToken cancellationToken)
    {
        // An event that upcasters leave nothing of counts as a version all the same.
        var options = new StreamReadOptions { ToVersion = asOf?.MaxVersion, IncludeEmptied = true };
        var parts = new List<object>();
        await foreach (var recorded in _store.ReadStreamAsync(stream, options, cancellationToken).ConfigureAwait(false))
        {
            if (recorded.PartCount > 1)
            {
                parts.Add(recorded.Data);
                if (recorded.Part < recorded.PartCount) continue;
            }

            var events = recorded.PartCount switch
            {
                0 => default,
                1 => new EventParts(recorded.Data),
                _ => new EventParts(parts),
            };
            if (!fold.Apply(recorded.Version, events, recorded.Metadata)) return;
            parts.Clear();
        }
    }
}

using EventSourcing.Diagnostics;
using EventSourcing.Processes;
using EventSourcing.Serialization;

namespace EventSourcing;

/// <summary>Lets the timeouts of all process managers of a store elapse: when one is due, its event is appended, and comes to the process as any other event does.</summary>
/// <remarks>
/// <para>
/// Run one on each node: they agree on one that works, by a lock in the store, and another one takes over from a node that dies. That an event is appended once does not hang on the lock: it is
/// appended in the transaction that notes that the timeout has elapsed. What was due while no node ran elapses when one does, in the order of the due times.
/// </para>
/// <para>Thread-safe. Disposing of it stops it; the store stays the caller's.</para>
/// </remarks>
public sealed partial class ProcessTimeouts : IAsyncDisposable
{
    private readonly ITransactionalEventStore _store;
    private readonly ProcessTimeoutsOptions _options;
    private readonly EventSerializer _serializer;

    /// <summary>Makes what lets timeouts elapse; <see cref="Start"/> begins.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">How it works; <see langword="null"/> for the defaults.</param>
    public ProcessTimeouts(ITransactionalEventStore store, ProcessTimeoutsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _options = options ?? ProcessTimeoutsOptions.Default;
        _serializer = new EventSerializer(store.Catalog);
    }

    /// <summary>Tells of a timeout whose event could not be appended: once for each error, however often it is tried again. It is called in the flow of the loop: return soon.</summary>
    public event EventHandler<ProcessTimeoutFailedEventArgs>? TimeoutFailed;

    /// <summary>How the timeouts of all nodes stand.</summary>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The status, by the clock of the options.</returns>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    public async ValueTask<ProcessTimeoutsStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var (timeouts, now) = (_store.ReadModel(ProcessTimeoutMapping.Instance), _options.TimeProvider.GetUtcNow());
        var waiting = ProcessTimeoutMapping.HasElapsed.EqualTo(false);
        var due = waiting.And(ProcessTimeoutMapping.DueAt.AtMost(now));
        var overdue = await timeouts.CountAsync(due, cancellationToken: cancellationToken).ConfigureAwait(false);
        var oldest = overdue == 0 ? null : (await timeouts.PageAsync(Waiting().Where(ProcessTimeoutMapping.DueAt.AtMost(now)).Take(1), cancellationToken).ConfigureAwait(false)).Rows;
        return new ProcessTimeoutsStatus
        {
            Waiting = await timeouts.CountAsync(waiting.And(ProcessTimeoutMapping.DueAt.GreaterThan(now)), cancellationToken: cancellationToken).ConfigureAwait(false),
            Overdue = overdue,
            OverdueFor = oldest is [var first] ? now - first.DueAt : TimeSpan.Zero,
            Failed = overdue == 0 ? 0 : await timeouts.CountAsync(due.And(ProcessTimeoutMapping.Error.NotEqualTo(null)), cancellationToken: cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Lets everything elapse that is due now, in the order of the due times, each in a transaction of its own. What <see cref="Start"/> does again and again.</summary>
    /// <param name="cancellationToken">Ends it between two of them.</param>
    /// <returns>How many events were appended.</returns>
    /// <remarks>Where an event cannot be read any more, that is noted at the timeout (<see cref="ProcessTimeout.Error"/>), the others elapse, and it is tried again the next time.</remarks>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    public async ValueTask<int> ElapseAsync(CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        var query = Waiting().Where(ProcessTimeoutMapping.DueAt.AtMost(_options.TimeProvider.GetUtcNow()));
        var count = 0;
        var due = _store.ReadModel(ProcessTimeoutMapping.Instance).QueryAsync(query, cancellationToken).WithCancellation(cancellationToken).ConfigureAwait(false);
        await foreach (var timeout in due)
        {
            if (await ElapseAsync(timeout, cancellationToken).ConfigureAwait(false)) count++;
        }

        return count;
    }

    private static ReadModelQuery<ProcessTimeout> Waiting() => new ReadModelQuery<ProcessTimeout>().Where(ProcessTimeoutMapping.HasElapsed.EqualTo(false)).OrderBy(ProcessTimeoutMapping.DueAt);

    private async ValueTask<bool> ElapseAsync(ProcessTimeout timeout, CancellationToken cancellationToken)
    {
        try
        {
            var hasElapsed = await ChangeAsync(timeout with { HasElapsed = true, Error = null }, EventsOf(timeout), cancellationToken).ConfigureAwait(false);
            if (hasElapsed) DeliveryMetrics.Elapsed.Add(1, DeliveryMetrics.OfProcess(timeout.Process));
            return hasElapsed;
        }
        catch (EventSourcingException e) when (e is not EventStoreException)
        {
            var failed = timeout with { Error = e.Message.Replace('\0', '\uFFFD') };

            // Tried again and again it fails in the same way, which is said already.
            if (failed.Error == timeout.Error || !await ChangeAsync(failed, [], cancellationToken).ConfigureAwait(false)) return false;
            DeliveryMetrics.NotElapsed.Add(1, DeliveryMetrics.OfProcess(timeout.Process));
            TimeoutFailed?.Invoke(this, new ProcessTimeoutFailedEventArgs(failed, e));
            return false;
        }
    }

    private List<NewEvent> EventsOf(ProcessTimeout timeout)
    {
        var stream = StreamOf(timeout);
        var metadata = new EventMetadata
        {
            EventId = timeout.EventId,
            OccurredAt = timeout.DueAt,
            CausationId = timeout.CausationId,
            CorrelationId = timeout.CorrelationId,
            Tenant = timeout.Tenant,
            Headers = new Dictionary<string, string> { [ProcessIdentity.TimeoutHeader] = timeout.Name },
        };
        var shape = _serializer.Resolve(timeout.EventName, timeout.SchemaVersion, stream, 0);
        var parts = _serializer.Read(shape, timeout.Payload, metadata, stream, 0);

        // What upcasters have made several events of since it was set is so appended: the first has the timeout's id.
        return [.. Enumerable.Range(0, parts.Count).Select(i => new NewEvent(parts[i], i == 0 ? metadata : metadata with { EventId = Guid.CreateVersion7(timeout.DueAt), Headers = new Dictionary<string, string>() }))];
    }

    private static StreamId StreamOf(ProcessTimeout timeout) => new(ProcessIdentity.CategoryOf(timeout.Process), timeout.Key);

    /// <summary>Whether the timeout was still as it was read; where it was set anew or cancelled meanwhile, nothing happens.</summary>
    private async ValueTask<bool> ChangeAsync(ProcessTimeout changed, List<NewEvent> events, CancellationToken cancellationToken)
    {
        var transaction = await _store.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            try
            {
                await transaction.ReadModel(ProcessTimeoutMapping.Instance).UpdateAsync(changed, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RowVersionException or RowNotFoundException)
            {
                return false;
            }

            if (events.Count > 0) await transaction.AppendAsync(StreamOf(changed), ExpectedVersion.Any, events, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private async ValueTask PrepareAsync(CancellationToken cancellationToken) => await _store.ReadModelSchema.ApplyAsync([ProcessTimeoutMapping.Instance], cancellationToken).ConfigureAwait(false);
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using EventSourcing.Storage;

namespace EventSourcing.Diagnostics;

/// <content>Reading a stream: its span is linked to what has raised the events.</content>
public sealed partial class StoreMeter
{
    /// <summary>Traces the reading of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="reading">The reading.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns><paramref name="reading"/> itself where nobody listens.</returns>
    public IAsyncEnumerable<RecordedEvent> Read(StreamId stream, IAsyncEnumerable<RecordedEvent> reading, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return Source.HasListeners() ? TraceAsync(stream, reading, cancellationToken) : reading;
    }

    /// <summary>Traces the replay of a stream.</summary>
    /// <typeparam name="TState">What the store needs for it, mostly itself.</typeparam>
    /// <param name="stream">The stream.</param>
    /// <param name="fold">What its events are applied to.</param>
    /// <param name="state">What <paramref name="replay"/> is given.</param>
    /// <param name="replay">Replays; a static method or lambda, so that it costs nothing.</param>
    /// <param name="cancellationToken">What <paramref name="replay"/> is given.</param>
    /// <returns>What <paramref name="replay"/> returns.</returns>
    public ValueTask ReplayAsync<TState>(StreamId stream, EventFold fold, TState state, Func<TState, StreamId, EventFold, CancellationToken, ValueTask> replay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(replay);
        return Source.HasListeners() ? TraceAsync(stream, fold, state, replay, cancellationToken) : replay(state, stream, fold, cancellationToken);
    }

    private async ValueTask TraceAsync<TState>(StreamId stream, EventFold fold, TState state, Func<TState, StreamId, EventFold, CancellationToken, ValueTask> replay, CancellationToken cancellationToken)
    {
        using var activity = StartReading(stream);
        var from = fold.NextVersion;
        try
        {
            await replay(state, stream, fold, cancellationToken).ConfigureAwait(false);
            activity?.SetTag("db.response.returned_rows", fold.NextVersion - from);
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message).SetTag("error.type", e.GetType().FullName);
            throw;
        }
    }

    private async IAsyncEnumerable<RecordedEvent> TraceAsync(StreamId stream, IAsyncEnumerable<RecordedEvent> reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What the caller does between two events is none of the reading: it is not current there.
        var caller = Activity.Current;
        using var activity = StartReading(stream);
        var links = activity is null ? null : new EventLinks(activity);
        var count = 0L;
        var events = reading.GetAsyncEnumerator(cancellationToken);
        await using var e = events.ConfigureAwait(false);
        while (true)
        {
            RecordedEvent @event;
            try
            {
                Activity.Current = activity ?? caller;
                if (!await events.MoveNextAsync().ConfigureAwait(false)) break;
                @event = events.Current;
            }
            catch (Exception error)
            {
                activity?.SetStatus(ActivityStatusCode.Error, error.Message).SetTag("error.type", error.GetType().FullName);
                throw;
            }
            finally
            {
                Activity.Current = caller;
            }

            links?.Add(@event.Metadata.TraceParent);
            count++;
            yield return @event;
        }

        activity?.SetTag("db.response.returned_rows", count);
    }

    private Activity? StartReading(StreamId stream) => Source.StartActivity($"read {stream.Category}", ActivityKind.Client)
        ?.SetTag(StoreMetrics.SystemTag, System).SetTag("db.operation.name", "read").SetTag("eventsourcing.stream", stream.ToString());
}

using System.Diagnostics;
using EventSourcing.Storage;

namespace EventSourcing.Diagnostics;

/// <summary>Measures and traces what a store does. For authors of stores: with it every store tells the same, and nothing is measured, nor anything allocated, where nobody listens.</summary>
/// <param name="system">The kind of database, as the semantic conventions of OpenTelemetry name it: <c>postgresql</c>, <c>sqlite</c>.</param>
public sealed partial class StoreMeter(string system)
{
    private static readonly ActivitySource Source = Telemetry.Source;

    /// <summary>The kind of database.</summary>
    public string System { get; } = system ?? throw new ArgumentNullException(nameof(system));

    /// <summary>Whether anybody wants to know how much is appended.</summary>
    internal static bool Counts => StoreMetrics.Appended.Enabled;

    private static bool IsOn => Source.HasListeners() || StoreMetrics.Duration.Enabled || StoreMetrics.Appended.Enabled || StoreMetrics.Conflicts.Enabled;

    /// <summary>Appends, and tells of it.</summary>
    /// <typeparam name="TState">What the store needs for it, mostly itself.</typeparam>
    /// <param name="append">What is appended.</param>
    /// <param name="state">What <paramref name="write"/> is given.</param>
    /// <param name="write">Appends; a static method or lambda, so that it costs nothing.</param>
    /// <param name="cancellationToken">What <paramref name="write"/> is given.</param>
    /// <returns>What <paramref name="write"/> returns.</returns>
    public ValueTask<AppendResult> AppendAsync<TState>(PreparedAppend append, TState state, Func<TState, PreparedAppend, CancellationToken, ValueTask<AppendResult>> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(append);
        ArgumentNullException.ThrowIfNull(write);
        return IsOn ? MeasureAsync([append], append, state, write, cancellationToken) : write(state, append, cancellationToken);
    }

    /// <summary>Appends to several streams, and tells of it.</summary>
    /// <typeparam name="TState">What the store needs for it, mostly itself.</typeparam>
    /// <param name="append">What is appended.</param>
    /// <param name="state">What <paramref name="write"/> is given.</param>
    /// <param name="write">Appends; a static method or lambda, so that it costs nothing.</param>
    /// <param name="cancellationToken">What <paramref name="write"/> is given.</param>
    /// <returns>What <paramref name="write"/> returns.</returns>
    public ValueTask<IReadOnlyList<AppendResult>> AppendAsync<TState>(
        PreparedAtomicAppend append, TState state, Func<TState, PreparedAtomicAppend, CancellationToken, ValueTask<IReadOnlyList<AppendResult>>> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(append);
        ArgumentNullException.ThrowIfNull(write);
        return IsOn ? MeasureAsync(append.Appends, append, state, write, cancellationToken) : write(state, append, cancellationToken);
    }

    /// <summary>Counts what a transaction has stored with its commit.</summary>
    internal void Stored(StreamId stream, int events) => StoreMetrics.Stored(System, stream, events);

    /// <summary>An append within a transaction: its events are counted when that commits.</summary>
    internal ValueTask<TResult> WriteAsync<TState, TResult>(PreparedAppend append, TState state, Func<TState, PreparedAppend, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellationToken) =>
        IsOn ? MeasureAsync([append], append, state, write, cancellationToken, counts: false) : write(state, append, cancellationToken);

    /// <summary>The same to several streams.</summary>
    internal ValueTask<TResult> WriteAsync<TState, TResult>(
        PreparedAtomicAppend append, TState state, Func<TState, PreparedAtomicAppend, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellationToken) =>
        IsOn ? MeasureAsync(append.Appends, append, state, write, cancellationToken, counts: false) : write(state, append, cancellationToken);

    private async ValueTask<TResult> MeasureAsync<TAppend, TState, TResult>(
        IReadOnlyList<PreparedAppend> appends, TAppend append, TState state, Func<TState, TAppend, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellationToken, bool counts = true)
    {
        var since = Stopwatch.GetTimestamp();
        using var activity = Source.HasListeners() ? StartAppend(appends) : null;
        Exception? failure = null;
        try
        {
            var result = await write(state, append, cancellationToken).ConfigureAwait(false);
            if (!counts) return result;
            foreach (var stored in appends) StoreMetrics.Stored(System, stored.Stream, stored.Events.Count);
            return result;
        }
        catch (Exception e)
        {
            failure = e;
            StoreMetrics.Refused(System, appends[0].Stream, e);
            activity?.SetStatus(ActivityStatusCode.Error, e.Message).SetTag("error.type", e.GetType().FullName);
            throw;
        }
        finally
        {
            StoreMetrics.Took(System, Stopwatch.GetElapsedTime(since).TotalSeconds, failure);
        }
    }

    private Activity? StartAppend(IReadOnlyList<PreparedAppend> appends)
    {
        var first = appends[0].Stream;
        var activity = Source.StartActivity(appends.Count == 1 ? $"append {first.Category}" : "append", ActivityKind.Client);
        if (activity is null) return null;
        activity.SetTag(StoreMetrics.SystemTag, System).SetTag("db.operation.name", "append").SetTag("eventsourcing.stream", first.ToString());
        if (appends.Count > 1) activity.SetTag("eventsourcing.streams", appends.Count);
        activity.SetTag("db.operation.batch.size", appends.Sum(a => a.Events.Count));
        var links = new EventLinks(activity);
        foreach (var @event in appends.SelectMany(a => a.Events)) links.Add(@event.Metadata.TraceParent);
        return activity;
    }
}

using EventSourcing.Storage;

namespace EventSourcing;

/// <content>Waiting for news of the feed.</content>
public sealed partial class InMemoryEventStore : IFeedSignal
{
    /// <inheritdoc/>
    public async ValueTask WaitAsync(GlobalPosition? after, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        FeedPulse.RequireLimit(atMost);
        RequireOwn(after);
        await _history.Pulse.WaitAsync(
            static (q, token) => q.Self.Answer(q.after, static (history, after) => history.Head?.Value > (after?.Value ?? 0), token),
            (Self: this, after),
            atMost,
            pollInterval: TimeSpan.MaxValue,
            _clock,
            cancellationToken).ConfigureAwait(false);
    }
}

namespace EventSourcing.Projections;

/// <summary>Tells how far a rebuild has come.</summary>
internal sealed class RebuildMeter(ITransactionalEventStore store, TimeProvider clock, IProgress<RebuildProgress>? progress)
{
    private readonly long _since = clock.GetTimestamp();
    private long? _first;

    public long Handled { get; private set; }

    public TimeSpan Elapsed => clock.GetElapsedTime(_since);

    /// <summary>Notes where the filling begins.</summary>
    public void Begin(GlobalPosition? position) => _first = position?.Value ?? 0;

    public void Note(int handled) => Handled += handled;

    public async ValueTask TellAsync(RebuildPhase phase, int handled, GlobalPosition? position, CancellationToken cancellationToken)
    {
        Handled += handled;
        if (progress is null) return;
        var head = await store.GetHeadAsync(cancellationToken).ConfigureAwait(false);
        var (elapsed, at) = (Elapsed.TotalSeconds, position?.Value ?? 0);
        var left = Math.Max((head?.Value ?? 0) - at, 0);
        var speed = elapsed > 0 ? (at - (_first ?? 0)) / elapsed : 0;
        progress.Report(new RebuildProgress
        {
            Phase = phase,
            EventsHandled = Handled,
            Position = position,
            Head = head,
            EventsPerSecond = elapsed > 0 ? Handled / elapsed : 0,
            TimeLeft = left == 0 ? TimeSpan.Zero : speed > 0 ? TimeSpan.FromSeconds(Math.Min(left / speed, TimeSpan.MaxValue.TotalSeconds / 2)) : null,
        });
    }
}

namespace EventSourcing.Subscriptions;

/// <summary>Handles the events of one partition in their order, and moves its checkpoint. One flow of execution.</summary>
internal sealed partial class PartitionWorker : IDisposable
{
    private readonly SubscriptionRun _run;
    private readonly SubscriptionOptions _options;
    private readonly int _index;
    private readonly long _token;
    private readonly HandlerGuard _guard;

    // The keys with open dead letters, and from where on one is known, so that those that have ended are not looked at for each batch.
    private readonly Dictionary<string, GlobalPosition?> _parkedKeys;
    private readonly Lock _gate = new();
    private GlobalPosition? _handled;
    private GlobalPosition? _stored;
    private DateTimeOffset? _atHand;
    private long _storedAt;
    private int _outages;

    public PartitionWorker(SubscriptionRun run, Checkpoint checkpoint, IEnumerable<string> parkedKeys)
    {
        _run = run;
        _options = run.Options;
        _index = checkpoint.Partition;
        _token = checkpoint.Token;
        _handled = _stored = checkpoint.Position;
        _storedAt = run.Clock.GetTimestamp();
        _parkedKeys = parkedKeys.ToDictionary(key => key, _ => (GlobalPosition?)null, StringComparer.Ordinal);
        Queue = new PartitionQueue(_options.Checkpoints.IsEveryEvent ? 1 : _options.BatchSize);
        Share = new InFlightShare(run.Budget);
        _guard = new HandlerGuard(_options.Name, _options.HandlerTimeLimit, run.Clock, run.Aborted);
    }

    public PartitionQueue Queue { get; }

    /// <summary>What the partition has of what is in flight.</summary>
    public InFlightShare Share { get; }

    public int Partition => _index;

    /// <summary>How far the partition has come. Read by others.</summary>
    public GlobalPosition? Handled
    {
        get
        {
            lock (_gate) return _handled;
        }
    }

    /// <summary>When the oldest event was recorded that is read and not yet handled.</summary>
    public DateTimeOffset? OldestRecordedAt
    {
        get
        {
            lock (_gate) return _atHand ?? Queue.OldestRecordedAt;
        }
    }

    public int ParkedKeys
    {
        get
        {
            lock (_parkedKeys) return _parkedKeys.Count;
        }
    }

    /// <summary>Handles what comes until nothing comes any more, or the run is stopped.</summary>
    /// <exception cref="EventSourcingException">The partition cannot go on.</exception>
    public async Task RunAsync()
    {
        try
        {
            await WorkAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_run.Stopping.IsCancellationRequested)
        {
            // A wait, or by force a handler, was ended by the stop. What was begun is undone.
        }

        if (_run.Aborted.IsCancellationRequested || !IsAhead) return;
        try
        {
            await SaveAsync(_handled!.Value, []).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_run.Stopping.IsCancellationRequested)
        {
            // The store is out of order: the checkpoint stays where it was, and what came after it comes again.
        }
    }

    public void Dispose() => _guard.Dispose();

    private bool IsAhead => _handled is { } handled && (_stored is not { } stored || stored < handled);

    private bool IsSaveDue => IsAhead && _run.Clock.GetElapsedTime(_storedAt) >= SaveInterval;

    private TimeSpan SaveInterval => _options.Checkpoints.Interval ?? _options.IdleCheckpointInterval;

    private async Task WorkAsync()
    {
        var batch = new List<FeedUnit>();
        while (!_run.DrainEnded.IsCancellationRequested)
        {
            await _run.WaitUntilAllowedAsync().ConfigureAwait(false);
            await ReplayAsync().ConfigureAwait(false);
            if (IsSaveDue) await SaveAsync(_handled!.Value, []).ConfigureAwait(false);

            // Half open, the circuit lets one event through.
            var most = _options.Checkpoints.IsEveryEvent || _run.Circuit.OpenUntil is not null ? 1 : _options.BatchSize;
            var isCompleted = Queue.IsCompleted;
            var to = Queue.Take(most, batch);
            if (batch.Count > 0)
            {
                await ProcessAsync(batch, to!.Value).ConfigureAwait(false);
            }
            else
            {
                if (to is { } watermark) Advance(watermark);
                if (isCompleted) return;
                await Queue.News.WaitAsync(LongestWait(), _run.Clock, _run.DrainEnded).ConfigureAwait(false);
            }
        }
    }

    private TimeSpan LongestWait()
    {
        var wait = Timeout.InfiniteTimeSpan;
        if (IsAhead) wait = Later(SaveInterval - _run.Clock.GetElapsedTime(_storedAt));
        if (_parkedKeys.Count > 0 && (wait == Timeout.InfiniteTimeSpan || _options.PollInterval < wait)) wait = _options.PollInterval;
        return wait;

        static TimeSpan Later(TimeSpan time) => time > TimeSpan.FromMilliseconds(1) ? time : TimeSpan.FromMilliseconds(1);
    }

    private async ValueTask ProcessAsync(List<FeedUnit> batch, GlobalPosition to)
    {
        lock (_gate) _atHand = batch[0].RecordedAt;
        try
        {
            await HandleAsync([.. batch.Where(u => _handled is not { } handled || u.Position > handled)], to).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) _atHand = null;
            Share.Release(batch);
            batch.Clear();
            _run.Budget.Announce();
        }
    }

    /// <summary>Handles units, whatever it takes; then the partition has come to a place.</summary>
    private async ValueTask HandleAsync(FeedUnit[] units, GlobalPosition to)
    {
        while (units.Length > 0)
        {
            var attempt = await TryAsync(units, to, 1).ConfigureAwait(false);
            switch (attempt.Outcome)
            {
                case AttemptOutcome.Done:
                    return;
                case AttemptOutcome.Behind:
                    units = [.. units.Where(u => u.Position > _handled!.Value)];
                    break;
                case AttemptOutcome.Outage:
                    if (attempt.IsBeforeHandled) units = [.. Unhandled(units[..attempt.Index]), .. units[attempt.Index..]];
                    await WaitForEndOfOutageAsync(attempt.Error!).ConfigureAwait(false);
                    break;
                case AttemptOutcome.Failed when units.Length == 1 || attempt.Index == 0:
                    await HandleAloneAsync(units[0], attempt.Error!).ConfigureAwait(false);
                    units = units[1..];
                    break;
                case AttemptOutcome.Failed when attempt.Index == HandlingProgress.Unknown:
                    // Nobody knows which one it was.
                    foreach (var unit in units) await HandleAsync([unit], unit.Position).ConfigureAwait(false);
                    units = [];
                    break;
                default:
                    var before = units[..attempt.Index];
                    await HandleAsync(attempt.IsBeforeHandled ? Unhandled(before) : before, before[^1].Position).ConfigureAwait(false);
                    await HandleAloneAsync(units[attempt.Index], attempt.Error!).ConfigureAwait(false);
                    units = units[(attempt.Index + 1)..];
                    break;
            }
        }

        Advance(to);
    }

    /// <summary>Of units that went well before another one failed, and without a transaction, those that are still to be parked.</summary>
    private FeedUnit[] Unhandled(FeedUnit[] units)
    {
        _run.Counters.CountHandled(units.Where(u => !IsParked(u)).Sum(u => u.PartCount));
        return Array.FindAll(units, IsParked);
    }

    private void Advance(GlobalPosition position)
    {
        lock (_gate)
        {
            if (_handled is { } handled && position <= handled) return;
            _handled = position;
        }

        _run.OnProgress();
    }

    private void Stored(GlobalPosition position)
    {
        _stored = position;
        _outages = 0;
        _storedAt = _run.Clock.GetTimestamp();
        Advance(position);
    }
}

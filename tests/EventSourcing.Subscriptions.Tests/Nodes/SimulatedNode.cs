using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A node of a <see cref="SimulatedNodes"/>: the real one, with a run that has nothing to do but to take what it is given and to write under its tokens.</summary>
internal sealed class SimulatedNode
{
    // In real time: where a run is never told of what the node has, the test fails, and does not hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock;
    private readonly SubscriptionNode _node;
    private readonly NodeMembership _member;
    private LeasedPartitions? _current;
    private Task<LeasedPartitions>? _next;
    private long _lookedAt;
    private TimeSpan _wait;

    public SimulatedNode(ILeaseStore leases, SubscriptionNodeOptions options, int partitions, int seed)
    {
        // No two clocks tell the same time.
        _clock = new FakeTimeProvider(new DateTimeOffset(2000 + (seed % 50), 1, 1, 0, 0, 0, TimeSpan.Zero));
        Leases = new CountedLeases(leases);
        _node = new SubscriptionNode(Leases, options, _clock, new Random(seed));
        _member = new NodeMembership(_node, "numbers", partitions);
        Id = options.Id;
    }

    public string Id { get; }

    public CountedLeases Leases { get; }

    /// <summary>For how much longer it stands still.</summary>
    public TimeSpan Stall { get; set; }

    /// <summary>What of the time has passed it by meanwhile.</summary>
    public TimeSpan Missed { get; set; }

    public bool IsStandby { get; private set; }

    public Exception? Failure => _member.Failure;

    /// <summary>How often it has begun with partitions: with what it has to give back, or has taken, it begins anew.</summary>
    public int Begun { get; private set; }

    /// <summary>What it believes to have, with the tokens; nothing from the moment on at which a lease may be lost.</summary>
    public IReadOnlyDictionary<int, long> Tokens => _current is { } current && !current.Lost.IsCancellationRequested ? current.Tokens : new Dictionary<int, long>();

    /// <summary>Lets its time pass, and looks where that is due.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        _clock.Advance(time);
        await SettleAsync();
        if (_clock.GetElapsedTime(_lookedAt) >= _wait) await LookAsync();
    }

    /// <summary>Lets its time pass while it is at work.</summary>
    public void PassOnly(TimeSpan time) => _clock.Advance(time);

    private async Task LookAsync()
    {
        _wait = await _node.StepAsync([_member]);
        _lookedAt = _clock.GetTimestamp();
        await SettleAsync();
    }

    public async Task LeaveAsync() => await _member.LeaveAsync();

    // What is taken is told at once, and a run that waits is on its way then.
    private async Task SettleAsync()
    {
        if (_current is { } current && (current.Changed.IsCancellationRequested || current.Lost.IsCancellationRequested)) _current = null;
        while (_current is null)
        {
            _next ??= _member.NextAsync(() => IsStandby = true, CancellationToken.None).AsTask();
            if (!_next.IsCompleted && !_member.Leases.Any(l => l.Name.StartsWith(LeaseNames.Prefix + "p/", StringComparison.Ordinal))) return;
            (_current, _next, IsStandby) = (await _next.WaitAsync(Patience), null, false);
            Begun++;
        }
    }
}

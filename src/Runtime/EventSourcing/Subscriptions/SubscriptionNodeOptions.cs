namespace EventSourcing;

/// <summary>How a process shares its subscriptions with others that run the same ones on the same store. Checked as it is made.</summary>
public sealed record SubscriptionNodeOptions
{
    /// <summary>The defaults.</summary>
    public static SubscriptionNodeOptions Default { get; } = new();

    /// <summary>
    /// Who the process is, 1 to 100 characters, unique among those that run at one time. By default it has the machine's name, the process id and a random part. A fixed one is for people who read
    /// lists of leases; two processes of one name hinder each other.
    /// </summary>
    public string Id
    {
        get;
        init => field = value is { Length: >= 1 and <= 100 } ? value : throw new ArgumentException($"A node's id has 1 to 100 characters; '{value}' cannot be one.", nameof(Id));
    } = NewId();

    /// <summary>
    /// How long a partition stays with a process that does not renew its lease, by default 15 s, from 10 ms to 1 day: after a process has died, others take over then. It also bounds for how long the store may be away
    /// until a process lets its partitions go.
    /// </summary>
    public TimeSpan LeaseDuration
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(10) && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(LeaseDuration), value, "LeaseDuration must be between 10 ms and 1 day.");
    } = TimeSpan.FromSeconds(15);

    /// <summary>How often leases are renewed, all of the process in one round trip; at most a half of <see cref="LeaseDuration"/>. <see langword="null"/>, the default, for a third of it.</summary>
    public TimeSpan? RenewalInterval
    {
        get;
        init => field = value is { } given ? Require.Positive(given) : null;
    }

    /// <summary>How often a process looks who else is there and what is free, in one round trip for all its subscriptions, and takes or gives accordingly; by default 1 s.</summary>
    public TimeSpan BalanceInterval
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromSeconds(1);

    /// <summary>How often leases are renewed.</summary>
    /// <exception cref="ArgumentException">It is too seldom for the time that they last.</exception>
    internal TimeSpan Renewal
    {
        get
        {
            var renewal = RenewalInterval ?? LeaseDuration / 3;
            return renewal <= LeaseDuration / 2
                ? renewal
                : throw new ArgumentException($"RenewalInterval is {renewal}, and LeaseDuration {LeaseDuration}: leases are renewed at least twice while they last. Renew more often, or let them last longer.");
        }
    }

    private static string NewId()
    {
        var machine = Environment.MachineName;
        return $"{(machine.Length > 50 ? machine[..50] : machine)}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    }
}

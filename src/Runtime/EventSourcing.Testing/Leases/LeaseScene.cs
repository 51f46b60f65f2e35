namespace EventSourcing.Testing.Leases;

/// <summary>A fresh store of leases with what the rules do to it again and again.</summary>
internal sealed class LeaseScene(ILeaseStore store, Func<ILeaseStore, TimeSpan, ValueTask>? pass)
{
    /// <summary>A lease that does not expire while a rule is tested.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>A lease that is waited for.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan Probe = TimeSpan.FromMinutes(1);

    public ILeaseStore Store { get; } = store;

    public async Task<Lease> AcquireAsync(string name, string owner, TimeSpan? duration = null) =>
        await Store.TryAcquireAsync(name, owner, duration ?? Long).ConfigureAwait(false)
        ?? throw new ContractViolationException($"'{owner}' takes the free lease '{name}'", "a lease", "null");

    public async Task RefusedAsync(string name, string owner) =>
        Expect.Equal(null, await Store.TryAcquireAsync(name, owner, Long).ConfigureAwait(false), $"What '{owner}' gets of the lease '{name}' that is held");

    /// <summary>The time on the store's clock: nobody can ask for it, but a new lease begins with it.</summary>
    public async Task<DateTimeOffset> NowAsync() => (await AcquireAsync($"probe {Guid.NewGuid()}", "probe", Probe).ConfigureAwait(false)).ExpiresAt - Probe;

    /// <summary>Waits until a lease has expired, or lets the time pass that it takes.</summary>
    public async Task UntilExpiredAsync(Lease lease)
    {
        while (await NowAsync().ConfigureAwait(false) is var now && now < lease.ExpiresAt)
        {
            if (pass is not null) await pass(Store, lease.ExpiresAt - now).ConfigureAwait(false);
            else await Task.Delay(5).ConfigureAwait(false);
        }
    }
}

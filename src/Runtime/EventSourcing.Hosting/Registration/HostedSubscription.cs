namespace EventSourcing.Hosting;

/// <summary>A subscription or projection that a host runs.</summary>
/// <param name="Name">The name of its checkpoints.</param>
/// <param name="Alias">Another name by which settings may call it: a projection's, without its version.</param>
/// <param name="Add">Adds it to the manager, as settings say.</param>
internal sealed record HostedSubscription(string Name, string? Alias, Action<SubscriptionManager, IServiceProvider, SubscriptionSettings> Add);

namespace EventSourcing.Subscriptions;

/// <summary>Tells those who listen to a manager what happens to its subscriptions.</summary>
/// <param name="StateChanged">A state has changed.</param>
/// <param name="Parked">An event is parked.</param>
/// <param name="PartitionsChanged">This process handles other partitions than before.</param>
internal sealed record SubscriptionNotices(Action<SubscriptionStateChangedEventArgs> StateChanged, Action<EventParkedEventArgs> Parked, Action<PartitionsChangedEventArgs> PartitionsChanged);

namespace EventSourcing.Subscriptions;

/// <summary>What a manager was told of a subscription.</summary>
/// <param name="Options">What it is to be given, and how it goes about it.</param>
/// <param name="Filter">The same as the store filters.</param>
/// <param name="Sink">What the events are given to.</param>
/// <param name="PrepareAsync">What has to be done before anything is handled, each time that it starts.</param>
internal sealed record SubscriptionRegistration(SubscriptionOptions Options, FeedReadOptions Filter, EventSink Sink, Func<CancellationToken, ValueTask> PrepareAsync);

namespace EventSourcing.Subscriptions.Tests;

/// <summary>What handlers append, so that it can be counted how often they had an effect.</summary>
internal sealed record Effect(int Value);

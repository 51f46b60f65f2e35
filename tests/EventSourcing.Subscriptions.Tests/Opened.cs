namespace EventSourcing.Subscriptions.Tests;

internal sealed record Opened(int Value) : INumbered;

namespace EventSourcing.Subscriptions.Tests;

internal sealed record Moved(int Value) : INumbered;

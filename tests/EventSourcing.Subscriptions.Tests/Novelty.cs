namespace EventSourcing.Subscriptions.Tests;

/// <summary>What only newer programs know.</summary>
internal sealed record Novelty(int Value);

namespace EventSourcing.Subscriptions.Tests;

/// <summary>What comes when a timeout has elapsed.</summary>
internal sealed record Rang(int Value);

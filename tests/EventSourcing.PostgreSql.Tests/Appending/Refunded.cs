namespace EventSourcing.PostgreSql.Tests.Appending;

/// <summary>Another one.</summary>
internal sealed record Refunded(string Text);

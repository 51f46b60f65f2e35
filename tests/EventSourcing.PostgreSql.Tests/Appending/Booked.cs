namespace EventSourcing.PostgreSql.Tests.Appending;

/// <summary>The event that these tests append.</summary>
internal sealed record Booked(string Text);

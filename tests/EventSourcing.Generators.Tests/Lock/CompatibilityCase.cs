namespace EventSourcing.Generators.Tests.Lock;

/// <summary>A change of an event, and the row of the table in docs/events-lock.md that says what it means.</summary>
/// <param name="Row">The row's first column.</param>
/// <param name="Before">The code before. An event is named <c>Thing</c>, and <c>Sample.Make</c> makes one.</param>
/// <param name="After">The code after.</param>
/// <param name="Read">How the event of the code before is read after it, as <c>ToString</c> says; empty where that need not be checked.</param>
internal sealed record CompatibilityCase(string Row, string Before, string After, string Read = "")
{
    public override string ToString() => $"{Row}: {Before[..Math.Min(60, Before.Length)]} ... {After[..Math.Min(60, After.Length)]}";
}

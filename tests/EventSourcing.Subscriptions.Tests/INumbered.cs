namespace EventSourcing.Subscriptions.Tests;

/// <summary>What two of the events have in common.</summary>
internal interface INumbered
{
    int Value { get; }
}

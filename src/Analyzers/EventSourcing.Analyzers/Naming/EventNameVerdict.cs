namespace EventSourcing.Analyzers.Naming;

/// <summary>What the name of an event reads like.</summary>
internal enum EventNameVerdict
{
    /// <summary>Something that has happened: <c>OrderPlaced</c>.</summary>
    PastTense,

    /// <summary>A thing to which something has happened: <c>RegisteredUser</c>.</summary>
    AdjectiveAndNoun,

    /// <summary>A command, a thing, or what happens now: <c>PlaceOrder</c>, <c>OrderLine</c>, <c>OrderShipping</c>.</summary>
    NotPastTense,
}

namespace EventSourcing.Subscriptions;

/// <summary>What became of an attempt to handle units and to move the checkpoint.</summary>
internal enum AttemptOutcome
{
    /// <summary>They are handled, or parked behind others, and the checkpoint has moved.</summary>
    Done,

    /// <summary>The checkpoint stands further on already: what was written is undone.</summary>
    Behind,

    /// <summary>A handler, or the commit of what it wrote, has failed.</summary>
    Failed,

    /// <summary>The store, or what the handler needs, cannot be used at the moment.</summary>
    Outage,
}

namespace EventSourcing;

/// <summary>An event is stored that the condition of an append excludes: somebody decided on the same events first. Nothing was stored.</summary>
public sealed class AppendConditionException : EventSourcingException
{
    /// <summary>Reports a condition that does not hold.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="matching">The place of an event that it excludes.</param>
    public AppendConditionException(AppendCondition condition, GlobalPosition matching)
        : base($"The append was to be stored only if there is {condition}, but there is one at {matching}. Read the events of the query again, decide again, and append with the new position.")
    {
        Condition = condition;
        Matching = matching;
    }

    /// <summary>The condition.</summary>
    public AppendCondition Condition { get; }

    /// <summary>The place of an event that the condition excludes.</summary>
    public GlobalPosition Matching { get; }
}

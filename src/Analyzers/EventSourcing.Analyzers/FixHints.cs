namespace EventSourcing.Analyzers;

/// <summary>What an analyzer tells the code fix of its rule, in the properties of the diagnostic.</summary>
internal static class FixHints
{
    /// <summary>The name that the event should have.</summary>
    public const string NewName = nameof(NewName);

    /// <summary>The name under which the event is stored.</summary>
    public const string StoredName = nameof(StoredName);

    /// <summary>Which change mends the diagnostic, where a rule knows several.</summary>
    public const string Change = nameof(Change);
}

namespace EventSourcing.Analyzers;

/// <summary>What an analyzer tells the code fix of its rule, in the properties of the diagnostic.</summary>
internal static class FixHints
{
    /// <summary>The name that the event should have.</summary>
    public const string NewName = nameof(NewName);

    /// <summary>The name under which the event is stored.</summary>
    public const string StoredName = nameof(StoredName);

    /// <summary>The versions of the stored name without a way to the current one, separated by commas.</summary>
    public const string MissingVersions = nameof(MissingVersions);

    /// <summary>Which change mends the diagnostic, where a rule knows several.</summary>
    public const string Change = nameof(Change);

    /// <summary>The alias that the event needs.</summary>
    public const string Alias = nameof(Alias);

    /// <summary>The version whose shape has changed.</summary>
    public const string StoredVersion = nameof(StoredVersion);

    /// <summary>There where rows have no key.</summary>
    public const string NoKey = nameof(NoKey);

    /// <summary>There where the place of the diagnostic is the very member that has changed.</summary>
    public const string OwnMember = nameof(OwnMember);
}

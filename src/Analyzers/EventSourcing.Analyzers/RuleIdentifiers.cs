namespace EventSourcing.Analyzers;

/// <summary>The ids of all rules. An id is never computed, and never used again for another rule.</summary>
internal static class RuleIdentifiers
{
    public const string EventNameIsNotPastTense = "ESG0101";
    public const string EventNameIsAdjectiveAndNoun = "ESG0102";
}

namespace EventSourcing.Analyzers.Rules;

/// <summary>What the rules are about; the category is part of a rule's documentation and of its configuration.</summary>
internal static class RuleCategories
{
    public const string Correctness = "Correctness";
    public const string Naming = "Naming";
    public const string Design = "Design";
    public const string Purity = "Purity";
    public const string Usage = "Usage";
    public const string Serialization = "Serialization";
    public const string Schema = "Schema";
}

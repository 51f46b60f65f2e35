namespace EventSourcing.Analyzers.Configuration;

/// <summary>The keys of <c>.editorconfig</c> that the rules read.</summary>
internal static class ConfigurationKeys
{
    public const string PastTenseEnabled = "eventsourcing.past_tense.enabled";
    public const string PastTenseAdditionalWords = "eventsourcing.past_tense.additional_words";
    public const string PastTenseExcludedWords = "eventsourcing.past_tense.excluded_words";
    public const string PastTenseSuffixes = "eventsourcing.past_tense.suffixes";
    public const string ImmutableTypes = "eventsourcing.immutable_types";
    public const string ImpureSymbols = "eventsourcing.impure_symbols";
    public const string PurityDepth = "eventsourcing.purity.depth";
    public const string MetadataNames = "eventsourcing.metadata_names";
    public const string MoneyNames = "eventsourcing.money_names";
    public const string PersonalDataNames = "eventsourcing.personal_data_names";
    public const string RequireExplicitName = "eventsourcing.require_explicit_name";
    public const string EventsLock = "eventsourcing.events_lock";
}

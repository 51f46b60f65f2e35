using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about what can be written as JSON and read back without reflection.</summary>
internal static class SerializationRules
{
    public static readonly DiagnosticDescriptor MemberTypeNotSupported = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.MemberTypeNotSupported,
        title: "A member cannot be written as JSON",
        messageFormat: "The member '{0}' of type '{1}' cannot be stored: {2}; change its type, give it a [JsonConverter], or leave it out with [JsonIgnore]",
        RuleCategories.Serialization,
        DiagnosticSeverity.Error,
        description: "The readers and writers of events are emitted at compile time and have no fallback at run time. A member that they do not cover would be lost.");

    public static readonly DiagnosticDescriptor NoUsableConstructor = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.NoUsableConstructor,
        title: "A type cannot be made from JSON",
        messageFormat: "The type '{0}' cannot be made from what is stored: {1}",
        RuleCategories.Serialization,
        DiagnosticSeverity.Error,
        description: "Reading an event calls one constructor of each type in it. There must be one that can be called, and it must be clear which one.");

    public static readonly DiagnosticDescriptor ParameterWithoutProperty = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ParameterWithoutProperty,
        title: "A constructor parameter has no property",
        messageFormat: "The parameter '{0}' of the constructor of '{1}' has no property of its name and type, so its value would not be stored; add the property",
        RuleCategories.Serialization,
        DiagnosticSeverity.Error,
        description: "Properties are what is written, constructor parameters are what is read back. A parameter without a property would get its default value on every replay.");

    public static readonly DiagnosticDescriptor DuplicateJsonName = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.DuplicateJsonName,
        title: "Two members have one JSON name",
        messageFormat: "The members '{0}' and '{1}' are both stored as '{2}'; give one of them another name with [JsonPropertyName]",
        RuleCategories.Serialization,
        DiagnosticSeverity.Error,
        description: "Names are written in camel case. Two members with one name would overwrite each other when they are read.");

    public static readonly DiagnosticDescriptor JsonAttributeNotHonoured = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.JsonAttributeNotHonoured,
        title: "A JSON attribute has no effect",
        messageFormat: "The attribute [{0}] on '{1}' has no effect: {2}; remove it, or give the member a [JsonConverter] that does what it asks for",
        RuleCategories.Serialization,
        DiagnosticSeverity.Warning,
        description: "The emitted readers and writers follow the attributes of System.Text.Json that they know. Another one is passed over, and what is stored may differ from what its author expects.");

    public static readonly DiagnosticDescriptor MemberIsLossy = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.MemberIsLossy,
        title: "A member loses what it means when it is stored",
        messageFormat: "The member '{0}' {1}; {2}",
        RuleCategories.Serialization,
        DiagnosticSeverity.Info,
        description: "Binary fractions round money, a DateTime forgets its offset, and the number of an enum member means something else once members are added or moved. What is stored stays so.");

    public static readonly DiagnosticDescriptor PolymorphicWithoutDerivedTypes = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.PolymorphicWithoutDerivedTypes,
        title: "A member has an abstract type",
        messageFormat: "The member '{0}' has the abstract type '{1}', and it is not known which types it can hold; declare them with [JsonDerivedType] on a base type of your own, use a concrete type, or give the member a [JsonConverter]",
        RuleCategories.Serialization,
        DiagnosticSeverity.Error,
        description: "Without reflection, only types that are known at compile time can be written and read back.");

    public static readonly DiagnosticDescriptor PersonalDataWithoutMarker = DiagnosticDescriptorHelper.CreateDisabled(
        RuleIdentifiers.PersonalDataWithoutMarker,
        title: "A member looks like personal data and is not marked",
        messageFormat: "The member '{0}' looks like personal data; mark it with [Sensitive], or keep it out of the event",
        RuleCategories.Serialization,
        DiagnosticSeverity.Info,
        description: "Events are kept for ever, and people may ask for their data to be forgotten. A marker lets tools find what must be encrypted, masked or deleted.");
}

using System.Collections.Generic;
using System.Collections.Immutable;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The descriptors of the rules that the shared model reader checks, by id.</summary>
internal static class RuleTable
{
    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new(StringComparer.Ordinal)
    {
        [RuleIds.NotPartial] = AggregateRules.AggregateIsNotPartial,
        [RuleIds.HandlerSignature] = AggregateRules.HandlerHasWrongSignature,
        [RuleIds.AsyncHandler] = AggregateRules.HandlerIsAsynchronous,
        [RuleIds.DroppedResult] = AggregateRules.HandlerReturnsValue,
        [RuleIds.DuplicateHandler] = AggregateRules.DuplicateHandler,
        [RuleIds.NoOutputPossible] = AggregateRules.HandlersNotPossible,
        [RuleIds.CannotBeCreated] = AggregateRules.AggregateCannotBeCreated,
        [RuleIds.WrongExecute] = AggregateRules.ExecuteDoesNotFit,
        [RuleIds.NotAnEvent] = EventShapeRules.EventShapeNotSupported,
        [RuleIds.NotAFact] = EventShapeRules.EventHoldsWhatIsNoFact,
        [RuleIds.UnsupportedMember] = SerializationRules.MemberTypeNotSupported,
        [RuleIds.NoUsableConstructor] = SerializationRules.NoUsableConstructor,
        [RuleIds.UnmatchedParameter] = SerializationRules.ParameterWithoutProperty,
        [RuleIds.DuplicateJsonName] = SerializationRules.DuplicateJsonName,
        [RuleIds.UnsupportedAttribute] = SerializationRules.JsonAttributeNotHonoured,
        [RuleIds.NoDerivedTypes] = SerializationRules.PolymorphicWithoutDerivedTypes,
        [RuleIds.ProjectionNotPossible] = ProjectionRules.ProjectionNotPossible,
        [RuleIds.ProjectionConstructor] = ProjectionRules.ProjectionCannotBeMade,
        [RuleIds.ProjectionIdentity] = ProjectionRules.ProjectionHasNoUsableName,
        [RuleIds.ProjectionWithoutHandlers] = ProjectionRules.ProjectionHandlesNothing,
        [RuleIds.WrongPartitionKey] = ProjectionRules.WrongPartitionKey,
        [RuleIds.RowNotPossible] = ReadModelRules.RowsNotPossible,
        [RuleIds.ColumnNotPossible] = ReadModelRules.ColumnNotPossible,
    };

    /// <summary>The rules that the reader checks.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ById.Values];

    /// <summary>The rule of a violation.</summary>
    public static DiagnosticDescriptor Of(string ruleId) => ById[ruleId];
}

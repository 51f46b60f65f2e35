using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Rules;

/// <summary>The rules about the rows of read models.</summary>
internal static class ReadModelRules
{
    public static readonly DiagnosticDescriptor RowsNotPossible = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.RowsNotPossible,
        title: "A type cannot be the rows of a read model",
        messageFormat: "Rows of the type '{0}' cannot be stored, because {1}; {2}",
        RuleCategories.Serialization,
        DiagnosticSeverity.Error,
        description: "How rows are stored is emitted: the table, its key and its columns, and how a row is made again. Where that is not possible, neither is a projection that takes a read model of them.");

    public static readonly DiagnosticDescriptor ColumnNotPossible = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.ColumnNotPossible,
        title: "A member of a row cannot be a column as it is",
        messageFormat: "The member '{0}' of the rows '{1}' cannot be stored as it is, because {2}; {3}",
        RuleCategories.Serialization,
        DiagnosticSeverity.Error,
        description: "Every public member of a row that can be set is a column, under a name that every store takes, and with the part that its attributes give it. What cannot be is an error, so that nothing is left out in silence.");

    public static readonly DiagnosticDescriptor TwoRowsOfOneTable = DiagnosticDescriptorHelper.Create(
        RuleIdentifiers.TwoRowsOfOneTable,
        title: "Two types of rows have one table",
        messageFormat: "The rows '{0}' and '{1}' are both stored in the table '{2}'; give one of them another table with [ReadModel(\"...\")]",
        RuleCategories.Serialization,
        DiagnosticSeverity.Error,
        description: "A table holds the rows of one type. A catalog that lists two types for one table refuses them when the program starts.",
        WellKnownDiagnosticTags.CompilationEnd);
}

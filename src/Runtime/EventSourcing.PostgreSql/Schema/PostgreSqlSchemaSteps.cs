namespace EventSourcing.PostgreSql;

/// <summary>All steps of the schema, in order.</summary>
internal static class PostgreSqlSchemaSteps
{
    // Version 1, in the order in which its parts need each other. Functions carry their version in their names: a later step adds another one and leaves these as they are, so that
    // nodes of both versions work side by side.
    private static readonly Func<PostgreSqlLayout, string>[] First =
    [
        PostgreSqlTables.Sql,
        AppendFunctions.Sql,
    ];

    public static IReadOnlyList<PostgreSqlSchemaStep> All { get; } =
    [
        PostgreSqlSchemaStep.InTransaction(1, "streams, events, tags, leases, the append functions", layout => string.Join('\n', First.Select(part => part(layout)))),
        PostgreSqlSchemaStep.InTransaction(2, "checkpoints of subscriptions", PostgreSqlTables.Checkpoints),
    ];
}

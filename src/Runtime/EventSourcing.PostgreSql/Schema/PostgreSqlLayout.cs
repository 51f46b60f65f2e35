namespace EventSourcing.PostgreSql;

/// <summary>What the SQL of a store's schema depends on. Decided when the schema is made, and kept in its table <c>store</c>.</summary>
/// <param name="Names">The names of the objects.</param>
/// <param name="PayloadType">The type of the payload column.</param>
/// <param name="Partitions">The number of partitions; 0 for one undivided table.</param>
/// <param name="RowLevelSecurity">Whether policies keep tenants apart.</param>
internal sealed record PostgreSqlLayout(PostgreSqlNames Names, PostgreSqlPayloadType PayloadType, int Partitions, bool RowLevelSecurity)
{
    public bool IsPartitioned => Partitions > 0;

    /// <summary>The payload's type in SQL.</summary>
    public string PayloadTypeName => PayloadType == PostgreSqlPayloadType.Jsonb ? "jsonb" : "json";

    /// <summary>What a caller's options make of an absent schema.</summary>
    public static PostgreSqlLayout Of(PostgreSqlEventStoreOptions options) =>
        new(new PostgreSqlNames(options.Schema), options.PayloadType ?? PostgreSqlPayloadType.Json, options.Partitions ?? 0, options.RowLevelSecurity ?? false);

    /// <summary>What an existing schema is.</summary>
    public static PostgreSqlLayout Of(PostgreSqlNames names, PostgreSqlStoreInfo info) => new(names, info.PayloadType, info.Partitions, info.RowLevelSecurity);
}

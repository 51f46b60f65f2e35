namespace EventSourcing.PostgreSql;

/// <summary>The row of the table <c>store</c>: what a store is, for as long as it exists.</summary>
/// <param name="StoreId">The store's identity, which its positions carry.</param>
/// <param name="Fence">The number that sets its writers' advisory locks apart from those of other stores of the database.</param>
/// <param name="PayloadType">The type of the payload column.</param>
/// <param name="Partitions">The number of partitions; 0 for one undivided table.</param>
/// <param name="RowLevelSecurity">Whether policies keep tenants apart.</param>
internal sealed record PostgreSqlStoreInfo(Guid StoreId, short Fence, PostgreSqlPayloadType PayloadType, int Partitions, bool RowLevelSecurity);

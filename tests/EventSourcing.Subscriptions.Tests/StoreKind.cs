namespace EventSourcing.Subscriptions.Tests;

/// <summary>The stores that every test of this project runs on.</summary>
public enum StoreKind
{
    InMemory,
    Sqlite,
    PostgreSql,
}

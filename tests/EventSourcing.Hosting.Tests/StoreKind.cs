namespace EventSourcing.Hosting.Tests;

public enum StoreKind
{
    InMemory,
    Sqlite,
    PostgreSql,
}

namespace EventSourcing.Storage.Tests;

/// <summary>What can be done to the rows of a read model.</summary>
internal enum RowStepKind
{
    Upsert,
    UpsertMany,
    Insert,
    Update,
    Delete,
    DeleteMany,
    SoftDelete,
    Restore,
    Truncate,
    Find,
    FindMany,
    Count,
    Query,
    Flush,
    OwnSql,
}

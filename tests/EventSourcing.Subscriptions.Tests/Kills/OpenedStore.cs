using Npgsql;

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A store of a file or a database, with whatever has to be closed with it.</summary>
internal sealed class OpenedStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _dataSource;

    public OpenedStore(StoreKind kind, string source)
    {
        _dataSource = kind == StoreKind.PostgreSql ? NpgsqlDataSource.Create(source) : null;
        Store = _dataSource is null ? new SqliteEventStore(source, TestEvents.Catalog) : new PostgreSqlEventStore(_dataSource, TestEvents.Catalog);
    }

    public ITransactionalEventStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        if (_dataSource is not null) await _dataSource.DisposeAsync();
    }
}

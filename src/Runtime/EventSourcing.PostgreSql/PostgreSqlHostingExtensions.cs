using Npgsql;

namespace EventSourcing;

/// <summary>Lets a program that is put together by dependency injection use a store on PostgreSQL.</summary>
public static class PostgreSqlHostingExtensions
{
    /// <summary>Uses a store on PostgreSQL, with a pool of connections of its own that is closed after it, at the program's end. Both are made when the store is first asked for.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">What <c>AddEventSourcing</c> returned.</param>
    /// <param name="connectionString">A connection string of Npgsql, such as <c>Host=localhost;Database=bank;Username=bank</c>.</param>
    /// <param name="options">How the store works; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">A store was chosen already.</exception>
    public static TBuilder UsePostgreSql<TBuilder>(this TBuilder builder, string connectionString, PostgreSqlEventStoreOptions? options = null)
        where TBuilder : IEventSourcingBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UsePostgreSql(_ => connectionString, options);
    }

    /// <summary>Uses a store on PostgreSQL by a connection string that services of the program know, such as its configuration. The pool of connections is the store's own, as with a text.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">What <c>AddEventSourcing</c> returned.</param>
    /// <param name="connectionString">Gives the connection string of Npgsql.</param>
    /// <param name="options">How the store works; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">A store was chosen already.</exception>
    public static TBuilder UsePostgreSql<TBuilder>(this TBuilder builder, Func<IServiceProvider, string> connectionString, PostgreSqlEventStoreOptions? options = null)
        where TBuilder : IEventSourcingBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionString);
        var catalog = builder.Catalog;
        builder.UseStore("PostgreSQL", services => OwningDataSource(NpgsqlDataSource.Create(connectionString(services)), catalog, options));
        return builder;
    }

    /// <summary>Uses a store on PostgreSQL by a data source that the program has, as one that is registered as a service. It stays the program's to dispose of.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">What <c>AddEventSourcing</c> returned.</param>
    /// <param name="dataSource">Gives the data source.</param>
    /// <param name="options">How the store works; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">A store was chosen already.</exception>
    public static TBuilder UsePostgreSql<TBuilder>(this TBuilder builder, Func<IServiceProvider, NpgsqlDataSource> dataSource, PostgreSqlEventStoreOptions? options = null)
        where TBuilder : IEventSourcingBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        var catalog = builder.Catalog;
        builder.UseStore("PostgreSQL", services => new PostgreSqlEventStore(dataSource(services), catalog, options));
        return builder;
    }

    private static PostgreSqlEventStore OwningDataSource(NpgsqlDataSource dataSource, EventCatalog catalog, PostgreSqlEventStoreOptions? options)
    {
        try
        {
            return new PostgreSqlEventStore(dataSource, catalog, options) { OwnedDataSource = dataSource };
        }
        catch
        {
            dataSource.Dispose();
            throw;
        }
    }
}

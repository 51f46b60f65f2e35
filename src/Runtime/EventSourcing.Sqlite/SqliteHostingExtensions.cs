using EventSourcing.Sqlite;

namespace EventSourcing;

/// <summary>Lets a program that is put together by dependency injection use a store on SQLite.</summary>
public static class SqliteHostingExtensions
{
    /// <summary>Uses a store in a SQLite file, or in SQLite's memory. It is made when it is first asked for, and closed at the program's end.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">What <c>AddEventSourcing</c> returned.</param>
    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite, such as <c>Data Source=bank.db</c>.</param>
    /// <param name="options">How the store works; <see langword="null"/> for the defaults, with the program's <see cref="TimeProvider"/> where one is registered.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="connectionString"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">A store was chosen already.</exception>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder, string connectionString, SqliteEventStoreOptions? options = null)
        where TBuilder : IEventSourcingBuilder
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UseSqlite(_ => connectionString, options);
    }

    /// <summary>Uses a store in a SQLite file that services of the program know, such as its configuration. It is made when it is first asked for, and closed at the program's end.</summary>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    /// <param name="builder">What <c>AddEventSourcing</c> returned.</param>
    /// <param name="connectionString">Gives the connection string of Microsoft.Data.Sqlite.</param>
    /// <param name="options">How the store works; <see langword="null"/> for the defaults, with the program's <see cref="TimeProvider"/> where one is registered.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">A store was chosen already.</exception>
    public static TBuilder UseSqlite<TBuilder>(this TBuilder builder, Func<IServiceProvider, string> connectionString, SqliteEventStoreOptions? options = null)
        where TBuilder : IEventSourcingBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connectionString);
        var catalog = builder.Catalog;
        builder.UseStore("SQLite", services => new SqliteEventStore(connectionString(services), catalog, options ?? OptionsOf(services)));
        return builder;
    }

    private static SqliteEventStoreOptions? OptionsOf(IServiceProvider services) =>
        services.GetService(typeof(TimeProvider)) is TimeProvider clock ? new SqliteEventStoreOptions { TimeProvider = clock } : null;
}

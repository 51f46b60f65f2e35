using EventSourcing.Sqlite;
using Microsoft.Data.Sqlite;

namespace EventSourcing;

/// <summary>A file for each tenant: one <see cref="SqliteEventStore"/> a tenant, opened when it is first asked for and kept until disposal.</summary>
/// <remarks>
/// Names of tenants become names of files. They have 1 to 64 characters, lower-case ASCII letters, digits, <c>-</c> and <c>_</c>, and begin with a letter or digit:
/// so no tenant can reach another one's file on any file system, and none can leave the directory.
/// </remarks>
public sealed class SqliteTenantStores : IAsyncDisposable
{
    private const string Placeholder = "{tenant}";
    private const int MaxTenantLength = 64;

    private readonly Dictionary<string, SqliteEventStore> _stores = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly string _template;
    private readonly EventCatalog _catalog;
    private readonly SqliteEventStoreOptions? _options;
    private bool _disposed;

    /// <summary>Prepares the stores. No file is touched.</summary>
    /// <param name="connectionString">A connection string with <c>{tenant}</c> in its data source, such as <c>Data Source=data/{tenant}.db</c>. Its directory exists.</param>
    /// <param name="catalog">The events that the stores know.</param>
    /// <param name="options">How the stores work; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The data source has no <c>{tenant}</c>.</exception>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public SqliteTenantStores(string connectionString, EventCatalog catalog, SqliteEventStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        ArgumentNullException.ThrowIfNull(catalog);
        if (!new SqliteConnectionStringBuilder(connectionString).DataSource.Contains(Placeholder, StringComparison.Ordinal))
            throw new ArgumentException($"The data source of '{connectionString}' has no {Placeholder}, so that all tenants would share one file. Write, for example, Data Source=data/{Placeholder}.db.", nameof(connectionString));
        _template = connectionString;
        _catalog = catalog;
        _options = options;
    }

    /// <summary>The store of a tenant: always the same object. It is disposed of with this one, and not by its users.</summary>
    /// <param name="tenant">The tenant's name.</param>
    /// <returns>The store.</returns>
    /// <exception cref="ArgumentException">The name is none that a tenant may have here.</exception>
    /// <exception cref="ObjectDisposedException">The stores were disposed of.</exception>
    public SqliteEventStore For(string tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        if (!IsValid(tenant))
            throw new ArgumentException($"'{tenant}' cannot be the name of a tenant's file. Use 1 to {MaxTenantLength} lower-case ASCII letters, digits, '-' and '_', beginning with a letter or digit.", nameof(tenant));
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_stores.TryGetValue(tenant, out var store)) _stores.Add(tenant, store = Open(tenant));
            return store;
        }
    }

    /// <summary>Disposes of the stores that were asked for.</summary>
    /// <returns>A task that ends when their files are closed.</returns>
    public async ValueTask DisposeAsync()
    {
        lock (_gate) _disposed = true;
        foreach (var store in _stores.Values) await store.DisposeAsync().ConfigureAwait(false);
    }

    private static bool IsValid(string tenant)
    {
        if (tenant.Length is 0 or > MaxTenantLength || !char.IsAsciiLetterLower(tenant[0]) && !char.IsAsciiDigit(tenant[0])) return false;
        foreach (var c in tenant)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_')) return false;
        }

        return !IsDevice(tenant);
    }

    // Windows gives these to devices, whatever their extension is.
    private static bool IsDevice(string name) =>
        name is "con" or "prn" or "aux" or "nul" || (name.Length == 4 && char.IsAsciiDigit(name[3]) && (name.StartsWith("com", StringComparison.Ordinal) || name.StartsWith("lpt", StringComparison.Ordinal)));

    private SqliteEventStore Open(string tenant)
    {
        var builder = new SqliteConnectionStringBuilder(_template);
        builder.DataSource = builder.DataSource.Replace(Placeholder, tenant, StringComparison.Ordinal);
        return new SqliteEventStore(builder.ConnectionString, _catalog, _options);
    }
}

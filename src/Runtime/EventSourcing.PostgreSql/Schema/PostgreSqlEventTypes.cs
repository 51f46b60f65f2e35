using System.Collections.Concurrent;
using EventSourcing.Serialization;
using EventSourcing.Storage;
using Npgsql;
using NpgsqlTypes;

namespace EventSourcing.PostgreSql;

/// <summary>
/// The table <c>event_types</c>, kept in memory. Its rows never change and are never removed. They are added in a transaction of their own, which is committed before an append
/// uses them: whoever sees an event finds its type.
/// </summary>
#pragma warning disable CA1001 // What it owns holds nothing that has to be given back: a semaphore that nobody waits for by a handle.
internal sealed class PostgreSqlEventTypes(PostgreSqlKeptConnections connections, PostgreSqlNames names, EventSerializer serializer)
#pragma warning restore CA1001
{
    // Those who have a transaction open come here for a second connection: one at a time has it, and the others mostly find what they lack when it is their turn.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<(string Category, EventDescriptor Descriptor), int> _written = new();
    private readonly ConcurrentDictionary<(string Category, string Name, int SchemaVersion), int> _ids = new();
    private readonly ConcurrentDictionary<int, PostgreSqlEventType> _types = new();

    // Nothing is sent where nothing is new.
    private readonly string _load = $"SELECT id, category, name, schema_version FROM {names.EventTypes} WHERE (SELECT count(*) FROM {names.EventTypes}) <> $1";

    private readonly string _add =
        $"""
        INSERT INTO {names.EventTypes} (category, name, schema_version)
        SELECT w.category, w.name, w.schema_version FROM unnest($1, $2, $3) AS w (category, name, schema_version)
        WHERE NOT EXISTS (SELECT 1 FROM {names.EventTypes} t WHERE t.category = w.category AND t.name = w.name AND t.schema_version = w.schema_version)
        ORDER BY 1, 2, 3
        ON CONFLICT DO NOTHING
        """;

    /// <summary>The number under which events of a descriptor are written, if it is known here.</summary>
    /// <param name="category">The category of the events' stream.</param>
    /// <param name="descriptor">The event's entry in the catalog.</param>
    /// <param name="id">The number.</param>
    public bool TryGetId(string category, EventDescriptor descriptor, out int id) => _written.TryGetValue((category, descriptor), out id);

    /// <summary>Sees to it that <see cref="TryGetId(string, EventDescriptor, out int)"/> knows all of some types; what the database lacks is added, and committed.</summary>
    /// <param name="types">The types.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask RequireAsync(IEnumerable<(string Category, EventDescriptor Descriptor)> types, CancellationToken cancellationToken)
    {
        List<(string Category, EventDescriptor Descriptor)> missing = [.. types.Where(t => !_written.ContainsKey(t)).Distinct()];
        if (missing.Count == 0) return;
        await RequireAsync(missing.Select(t => (t.Category, t.Descriptor.Name, t.Descriptor.SchemaVersion)), cancellationToken).ConfigureAwait(false);
        foreach (var type in missing) _written[type] = _ids[(type.Category, type.Descriptor.Name, type.Descriptor.SchemaVersion)];
    }

    /// <summary>The number of a type by its stored name, which may be one that is no longer written, if it is known here.</summary>
    /// <param name="category">The category of the events' stream.</param>
    /// <param name="name">The stored name.</param>
    /// <param name="schemaVersion">The version of the shape.</param>
    /// <param name="id">The number.</param>
    public bool TryGetId(string category, string name, int schemaVersion, out int id) => _ids.TryGetValue((category, name, schemaVersion), out id);

    /// <summary>As above, by stored names.</summary>
    /// <param name="types">The types.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask RequireAsync(IEnumerable<(string Category, string Name, int SchemaVersion)> types, CancellationToken cancellationToken)
    {
        List<(string Category, string Name, int SchemaVersion)> missing = [.. types.Where(t => !_ids.ContainsKey(t)).Distinct()];
        if (missing.Count == 0) return;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            missing.RemoveAll(_ids.ContainsKey);
            await FindOrAddAsync(missing, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask FindOrAddAsync(List<(string Category, string Name, int SchemaVersion)> missing, CancellationToken cancellationToken)
    {
        if (missing.Count == 0) return;
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        missing.RemoveAll(_ids.ContainsKey);
        if (missing.Count == 0) return;
        await AddAsync(missing, cancellationToken).ConfigureAwait(false);
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        missing.RemoveAll(_ids.ContainsKey);
        if (missing is [var lost, ..])
            throw new InvalidOperationException($"The event type '{lost.Name}' version {lost.SchemaVersion} of category '{lost.Category}' was added to {names.EventTypes} and is not there.");
    }

    /// <summary>The type of a number, if it is known here; else <see cref="LoadAsync"/> brings it.</summary>
    /// <param name="id">The number.</param>
    /// <param name="type">The type.</param>
    public bool TryGet(int id, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PostgreSqlEventType? type) => _types.TryGetValue(id, out type);

    /// <summary>All types that are known here.</summary>
    public IEnumerable<PostgreSqlEventType> Known => _types.Values;

    /// <summary>Learns what others have added meanwhile.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask LoadAsync(CancellationToken cancellationToken) => connections.UseAsync(ReadAsync, cancellationToken);

    private async ValueTask ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(_load, connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = _types.Count } } };
        await using var d = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var r = reader.ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var id = reader.GetInt32(0);
            if (_types.ContainsKey(id)) continue;
            var (name, schemaVersion) = (reader.GetString(2), reader.GetInt32(3));
            var category = string.Intern(reader.GetString(1));
            _types[id] = new PostgreSqlEventType(id, category, name, schemaVersion, serializer.Find(name, schemaVersion));
            _ids[(category, name, schemaVersion)] = id;
        }
    }

    /// <summary>The numbers of all types whose events may pass a filter by name and category.</summary>
    /// <remarks>
    /// Ask for it after the end of a reading is known, not before: a type that is added between the two would be passed over, and the reading would advance beyond its events.
    /// </remarks>
    /// <param name="filter">The filter.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The numbers in ascending order; empty where nothing can pass; <see langword="null"/> where the filter asks for neither.</returns>
    public async ValueTask<int[]?> FindAsync(FeedFilter filter, CancellationToken cancellationToken)
    {
        if (filter.IsEmpty) return [];
        if (filter.Names is null && filter.Categories is null) return null;
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        var ids = new List<int>();
        foreach (var (id, type) in _types)
        {
            if (filter.Categories?.Contains(type.Category) != false && filter.Names?.MayPass(type.Name, type.SchemaVersion) != false) ids.Add(id);
        }

        ids.Sort();
        return [.. ids];
    }

    private ValueTask AddAsync(List<(string Category, string Name, int SchemaVersion)> types, CancellationToken cancellationToken) =>
        connections.UseAsync((connection, ct) => AddAsync(connection, types, ct), cancellationToken);

    private async ValueTask AddAsync(NpgsqlConnection connection, List<(string Category, string Name, int SchemaVersion)> types, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(_add, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. types.Select(t => t.Category)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<string[]> { TypedValue = [.. types.Select(t => t.Name)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<int[]> { TypedValue = [.. types.Select(t => t.SchemaVersion)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
            },
        };
        await using var d = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}

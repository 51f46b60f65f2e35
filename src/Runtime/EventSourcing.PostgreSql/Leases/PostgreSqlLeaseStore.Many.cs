using EventSourcing.PostgreSql;
using EventSourcing.Storage;
using Npgsql;

namespace EventSourcing;

/// <content>Many leases in one statement.</content>
public sealed partial class PostgreSqlLeaseStore
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Lease?>> ExtendManyAsync(IReadOnlyList<Lease> leases, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        LeaseRequest.Require(leases, duration);
        if (leases.Count == 0) return [];
        var (names, owners, tokens) = (leases.Select(l => l.Name).ToArray(), leases.Select(l => l.Owner).ToArray(), leases.Select(l => l.Token).ToArray());
        var extended = await SendAsync($"Extending {leases.Count} leases", _extendMany, p => p.With(names).With(owners).With(tokens).With(duration), Read, cancellationToken).ConfigureAwait(false);
        var byName = extended.ToDictionary(l => l.Name, StringComparer.Ordinal);
        return [.. leases.Select(l => byName.GetValueOrDefault(l.Name))];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Lease>> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        LeaseRequest.RequirePrefix(prefix);
        var leases = await SendAsync("Listing leases", _list, p => p.With(prefix), Read, cancellationToken).ConfigureAwait(false);
        leases.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return leases;
    }

    private static Lease Read(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3));
}

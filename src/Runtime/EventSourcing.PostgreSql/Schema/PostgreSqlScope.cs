using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>
/// What goes before the statements of a batch, in the same round trip and the same implicit transaction: the level of isolation, and the tenant whose rows it sees. Both end with the
/// transaction, so nothing is left on a connection that somebody else gets next, with or without a pooler in between.
/// </summary>
/// <remarks>Not for a batch with error barriers, each of whose statements is a transaction of its own.</remarks>
internal static class PostgreSqlScope
{
    /// <summary>The tenant whose rows the calling flow may see, by its <see cref="EventSourcingContext"/>. To be asked for in that flow, before the work is handed to another one.</summary>
    /// <param name="info">The store.</param>
    /// <returns>The value for <see cref="Begin"/>; <see langword="null"/> where the store has no row-level security.</returns>
    /// <exception cref="InvalidOperationException">The tenant has a name that means something else to the policies.</exception>
    public static string? TenantOf(PostgreSqlStoreInfo info)
    {
        if (!info.RowLevelSecurity) return null;
        return EventSourcingContext.Current.Tenant switch
        {
            null => PostgreSqlPolicies.Everyone,
            "" or PostgreSqlPolicies.Everyone => throw new InvalidOperationException(
                $"The tenant '{EventSourcingContext.Current.Tenant}' of EventSourcingContext cannot be used with row-level security, where '{PostgreSqlPolicies.Everyone}' stands for all tenants and an empty name for none. Name it otherwise."),
            var tenant => tenant,
        };
    }

    /// <summary>Puts the scope's statements first into an empty batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="tenant">What <see cref="TenantOf"/> gave.</param>
    /// <param name="pinIsolation">
    /// Whether each statement is to see what was committed before it began, whatever the default of the server, the database or the role.
    /// </param>
    /// <returns>How many results come before those of the batch's own statements; see <see cref="SkipAsync"/>.</returns>
    public static int Begin(NpgsqlBatch batch, string? tenant, bool pinIsolation)
    {
        // The level can only be set before the first snapshot, so by SET, which takes none.
        if (pinIsolation) batch.BatchCommands.Add(new NpgsqlBatchCommand("SET transaction_isolation = 'read committed'"));
        if (tenant is null) return 0;
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT set_config('{PostgreSqlPolicies.Setting}', $1, true)") { Parameters = { new NpgsqlParameter<string> { TypedValue = tenant } } });
        return 1;
    }

    /// <summary>Passes over the scope's results.</summary>
    /// <param name="reader">The batch's reader.</param>
    /// <param name="count">What <see cref="Begin"/> gave.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async ValueTask SkipAsync(NpgsqlDataReader reader, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++) await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
    }
}

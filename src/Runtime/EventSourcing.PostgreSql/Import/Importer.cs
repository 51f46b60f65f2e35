using System.Data;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Stores the batches of an import, each in a transaction of its own.</summary>
internal sealed class Importer(PostgreSqlDatabase database, PostgreSqlStoreInfo info, PostgreSqlImportOptions options)
{
    private const int MostContentions = 20;

    private readonly ImportCopy _copy = new(database.Names, info);
    private readonly ImportedRows _stored = new(database.Names, info);

    /// <summary>Stores a batch.</summary>
    /// <returns>The place of its last event; <see langword="null"/> where the store has all of them.</returns>
    public async Task<long?> StoreAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var committing = false;
            try
            {
                if (!TrySetTypes(batch.Rows))
                {
                    await database.Types.RequireAsync(batch.Rows.Select(r => (r.Stream.Category, r.Name, r.SchemaVersion)), cancellationToken).ConfigureAwait(false);
                    if (!TrySetTypes(batch.Rows)) throw new InvalidOperationException("A type that was added is not there.");
                }

                var connection = await database.Source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
                await using var c = connection.ConfigureAwait(false);
                await RefusePoliciesAsync(connection, batch, cancellationToken).ConfigureAwait(false);
                if (options.SkipExisting) batch.Remove(await _stored.FindAsync(connection, batch, maySkip: true, cancellationToken).ConfigureAwait(false));
                if (batch.Rows.Count == 0) return null;

                var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
                await using var t = transaction.ConfigureAwait(false);
                var claims = await ImportClaims.TakeAsync(connection, database.Names, info, batch, cancellationToken).ConfigureAwait(false);
                await _copy.SendAsync(connection, batch, claims, cancellationToken).ConfigureAwait(false);

                // From here on nothing is cancelled: the batch is stored whole, or not at all, and the caller learns which.
                committing = true;
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                return claims.Positions[^1];
            }
            catch (PostgresException e) when (PostgreSqlErrors.IsEventIdTaken(e))
            {
                // Somebody else stores the same events, and they are to be passed over; or he has taken his back.
                await RefuseStoredAsync(batch, cancellationToken).ConfigureAwait(false);
                if (attempt == MostContentions) throw PostgreSqlErrors.Translate(e, Work(batch), outcomeUnknown: false);
            }
            catch (PostgreSqlImportException) when (batch.Rows.Count > 0)
            {
                // A version is taken, mostly by the event itself, which says more; or by somebody else who stores the same events, which are to be passed over.
                if (!await RefuseStoredAsync(batch, cancellationToken).ConfigureAwait(false) || attempt == MostContentions) throw;
            }
            catch (PostgresException e) when (PostgreSqlErrors.IsContention(e) && attempt < MostContentions)
            {
                await Task.Delay(Random.Shared.Next(1, 10 * attempt), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                // A session that is ended may be so after the commit as well as before it.
                throw PostgreSqlErrors.Translate(e, Work(batch), outcomeUnknown: committing && (e is not PostgresException || PostgreSqlErrors.IsConnectionLost(e)));
            }
        }
    }

    private bool TrySetTypes(List<ImportRow> rows)
    {
        ImportRow? before = null;
        foreach (var row in rows)
        {
            // Events that come together are mostly of a few types, and often of one.
            if (before is not null && before.SchemaVersion == row.SchemaVersion && before.Name == row.Name && before.Stream.Category == row.Stream.Category) row.Type = before.Type;
            else if (database.Types.TryGetId(row.Stream.Category, row.Name, row.SchemaVersion, out var type)) row.Type = type;
            else return false;
            before = row;
        }

        return true;
    }

    private static string Work(ImportBatch batch) => $"The import of {batch.Rows.Count} events, from {batch.Rows[0].EventId} in stream '{batch.Rows[0].Stream}' on,";

    // Whether any is stored, and may be.
    private async ValueTask<bool> RefuseStoredAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var connection = await database.Source.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
        await using var c = connection.ConfigureAwait(false);
        return (await _stored.FindAsync(connection, batch, options.SkipExisting, cancellationToken).ConfigureAwait(false)).Count > 0;
    }

    // COPY does not go with policies: the server refuses it, with a message that helps nobody here.
    private async ValueTask RefusePoliciesAsync(NpgsqlConnection connection, ImportBatch batch, CancellationToken cancellationToken)
    {
        if (!info.RowLevelSecurity) return;
        var command = new NpgsqlCommand($"SELECT row_security_active('{database.Names.Events}')", connection);
        await using var d = command.ConfigureAwait(false);
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true)
            throw batch.Rows[0].Fault("the policies of row-level security bind this role, and events are imported for all tenants at once. Import with a role that has BYPASSRLS.");
    }
}

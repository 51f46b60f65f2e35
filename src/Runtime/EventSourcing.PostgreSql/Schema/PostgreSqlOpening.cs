using System.Transactions;
using Npgsql;

namespace EventSourcing.PostgreSql;

/// <summary>Opens connections that stand apart from a <see cref="TransactionScope"/> of the caller's.</summary>
internal static class PostgreSqlOpening
{
    /// <summary>
    /// Opens a connection outside of the ambient transaction. The store's work is committed by itself, and shared with other callers: within a scope it would be another's to roll back. Whoever wants an
    /// append in a transaction of his own hands an <see cref="NpgsqlTransaction"/> to it.
    /// </summary>
    public static ValueTask<NpgsqlConnection> OpenOwnAsync(this NpgsqlDataSource source, CancellationToken cancellationToken) =>
        Transaction.Current is null ? source.OpenConnectionAsync(cancellationToken) : OpenApartAsync(source, cancellationToken);

    private static async ValueTask<NpgsqlConnection> OpenApartAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        using var apart = new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }
}

using EventSourcing.Transactions;

namespace EventSourcing.ReadModels;

/// <summary>The time in which a member of a read model is at work.</summary>
internal readonly struct RowUse : IDisposable
{
    private readonly StoreTransaction? _transaction;

    /// <param name="transaction">The transaction; <see langword="null"/> for a reading.</param>
    public RowUse(StoreTransaction? transaction)
    {
        if (transaction is not null) _ = transaction.Use();
        _transaction = transaction;
    }

    public void Dispose() => _transaction?.Leave();
}

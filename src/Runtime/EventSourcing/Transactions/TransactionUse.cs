namespace EventSourcing.Transactions;

/// <summary>The time in which a member of a transaction is at work.</summary>
internal readonly struct TransactionUse(StoreTransaction transaction) : IDisposable
{
    public void Dispose() => transaction.Leave();
}

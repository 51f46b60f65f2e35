namespace EventSourcing.Transactions;

/// <summary>What keeps changes of a transaction to itself for a while, such as a read model that writes its rows together.</summary>
internal interface ITransactionParticipant
{
    /// <summary>Writes what it has kept, before the commit. It runs within the transaction's own use, and so calls none of its members.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>The same at once: the user is about to look at the database by SQL of his own.</summary>
    void Flush();

    /// <summary>The transaction has ended.</summary>
    /// <param name="committed">Whether it was committed. In memory this is told under the store's lock, so that rows become visible together with events.</param>
    void Ended(bool committed);
}

using EventSourcing.Projections;
using EventSourcing.Transactions;

namespace EventSourcing.ReadModels;

/// <summary>Where rows can be read ahead.</summary>
internal static class ReadAhead
{
    /// <summary>The read models of a transaction, where it is worth while to read their rows together.</summary>
    /// <returns>They; <see langword="null"/> where each row costs no round trip, or the store is none of this framework's.</returns>
    public static RowSession? SessionOf(IStoreTransaction? transaction) => transaction switch
    {
        StoreTransaction own => own.RowsToReadAhead,
        InlineTransaction inline => SessionOf(inline.Inner),
        _ => null,
    };

    /// <summary>Lets a transaction go on with rows that an earlier one knows. Where the store is none of this framework's, nothing is remembered.</summary>
    public static void Remember(IStoreTransaction transaction, RowMemory memory)
    {
        if (transaction is InlineTransaction inline) Remember(inline.Inner, memory);
        else (transaction as StoreTransaction)?.Remember(memory);
    }
}

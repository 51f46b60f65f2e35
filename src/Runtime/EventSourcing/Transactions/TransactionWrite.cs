namespace EventSourcing.Transactions;

/// <summary>What became of an append within a transaction.</summary>
/// <param name="Results">A result for each stream.</param>
/// <param name="IsNew">Whether anything was written: not so where the append repeats a stored one.</param>
internal readonly record struct TransactionWrite(IReadOnlyList<AppendResult> Results, bool IsNew);

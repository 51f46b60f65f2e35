using EventSourcing.Storage;

namespace EventSourcing.Transactions;

/// <summary>What a transaction has appended to a stream and nobody has asked for yet.</summary>
/// <param name="Append">The events.</param>
/// <param name="Result">Where they are.</param>
internal readonly record struct TransactionAppend(PreparedAppend Append, AppendResult Result);

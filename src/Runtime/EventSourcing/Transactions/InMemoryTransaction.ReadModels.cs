namespace EventSourcing.Transactions;

/// <content>Read models within the transaction.</content>
internal sealed partial class InMemoryTransaction
{
    public override IReadModel<TRow> ReadModel<TRow>(ReadModelMapping<TRow> mapping) => throw new NotSupportedException("Read models in memory are not part of this version.");
}

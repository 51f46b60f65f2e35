namespace EventSourcing.Testing.ReadModels;

/// <summary>A row that is nothing but its key: that it is there is all it says.</summary>
internal sealed record ContractMark(string Owner, string Id)
{
    public static readonly ReadModelColumn<ContractMark, string> OwnerColumn = new("owner", ReadModelTypes.Text, static r => r.Owner);
    public static readonly ReadModelColumn<ContractMark, string> IdColumn = new("id", ReadModelTypes.Text, static r => r.Id);

    public static readonly ReadModelMapping<ContractMark> Mapping = new(
        "contract_marks",
        ReadModelKey.Of(OwnerColumn, IdColumn),
        [OwnerColumn, IdColumn],
        static v => new ContractMark(OwnerColumn.Load(v[0]), IdColumn.Load(v[1])));
}

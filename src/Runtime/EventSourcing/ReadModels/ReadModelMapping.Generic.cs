namespace EventSourcing;

/// <summary>How the rows of a read model are stored.</summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
/// <remarks>Emitted by the source generator.</remarks>
/// <param name="table">The name of the table.</param>
public sealed class ReadModelMapping<TRow>(string table) : ReadModelMapping(typeof(TRow), table)
    where TRow : class;

namespace EventSourcing;

/// <summary>The tables of read models: made, brought up to date by additions alone, and checked.</summary>
/// <remarks>Nothing is ever dropped, and no column changed. What would take that is refused, and the error says what to do: mostly to raise the projection's version, so that it is built anew in other tables.</remarks>
public interface IReadModelSchema
{
    /// <summary>Makes the tables that are missing, and adds the columns and indexes that are. Any number of nodes may call it at once.</summary>
    /// <param name="mappings">How rows are stored.</param>
    /// <param name="cancellationToken">Ends the waiting. What is done stays.</param>
    /// <returns>What this call has added, a sentence each; nothing where all was there.</returns>
    /// <exception cref="ReadModelSchemaException">A table differs in what cannot be added.</exception>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    ValueTask<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken = default);

    /// <summary>Compares the tables with what they should be.</summary>
    /// <param name="mappings">How rows are stored.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The differences, a sentence each: those that <see cref="ApplyAsync"/> would add, and those that it would refuse; nothing where there are none.</returns>
    /// <exception cref="EventStoreException">The server or file failed.</exception>
    ValueTask<IReadOnlyList<string>> VerifyAsync(IReadOnlyList<ReadModelMapping> mappings, CancellationToken cancellationToken = default);

    /// <summary>The statements that make the tables and indexes of read models where there are none, for whoever keeps changes of databases in other hands.</summary>
    /// <param name="mappings">How rows are stored.</param>
    /// <returns>The statements; empty for a store without a database.</returns>
    string Script(IReadOnlyList<ReadModelMapping> mappings);
}

namespace EventSourcing;

/// <summary>Puts the projections and read models of catalogs together, each once, and refuses what cannot live beside each other.</summary>
internal static class CatalogedDelivery
{
    /// <summary>The projections, in order.</summary>
    /// <exception cref="ArgumentException">Two classes share a name and version.</exception>
    public static IReadOnlyList<ProjectionDescriptor> Projections(IEnumerable<ProjectionDescriptor> projections)
    {
        var byName = new Dictionary<(string Name, int Version), ProjectionDescriptor>();
        foreach (var projection in projections)
        {
            if (byName.TryAdd((projection.Name, projection.Version), projection) || byName[(projection.Name, projection.Version)].ProjectionType == projection.ProjectionType) continue;
            throw new ArgumentException($"Both {byName[(projection.Name, projection.Version)].ProjectionType} and {projection.ProjectionType} are the projection '{projection.Name}' version {projection.Version}, so that they would share checkpoints. Give one of them another name: [Projection(\"…\")].");
        }

        return [.. byName.Values.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Version)];
    }

    /// <summary>The read models, in order.</summary>
    /// <exception cref="ArgumentException">Two types of rows share a table.</exception>
    public static IReadOnlyList<ReadModelMapping> ReadModels(IEnumerable<ReadModelMapping> readModels)
    {
        var byTable = new Dictionary<string, ReadModelMapping>(StringComparer.Ordinal);
        foreach (var mapping in readModels)
        {
            if (byTable.TryAdd(mapping.Table, mapping) || byTable[mapping.Table].RowType == mapping.RowType) continue;
            throw new ArgumentException($"Both {byTable[mapping.Table].RowType} and {mapping.RowType} are stored in the table '{mapping.Table}'. Give one of them another table: [ReadModel(\"…\")].");
        }

        return [.. byTable.Values.OrderBy(m => m.Table, StringComparer.Ordinal)];
    }
}

using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>
/// What is emitted on account of one file. A step over files gives the same place to the same file after an edit, so that what is added in one of them makes
/// nothing again for the others.
/// </summary>
/// <param name="Aggregates">The aggregates that get dispatch.</param>
/// <param name="Projections">The projections that get dispatch.</param>
/// <param name="Rows">The rows of read models that get mappings.</param>
/// <param name="Codecs">The codecs, if there are any: each belongs to the first file that needs it.</param>
internal sealed record FileReading(EquatableArray<AggregateModel> Aggregates, EquatableArray<ProjectionModel> Projections, EquatableArray<RowModel> Rows, CodecFile? Codecs)
{
    /// <summary>A file on whose account nothing is emitted.</summary>
    public static FileReading Empty { get; } = new(EquatableArray<AggregateModel>.Empty, EquatableArray<ProjectionModel>.Empty, EquatableArray<RowModel>.Empty, null);
}

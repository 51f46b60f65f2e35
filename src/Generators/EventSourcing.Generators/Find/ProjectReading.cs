using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>All that a project's annotations ask for. Holds no symbols.</summary>
/// <param name="Files">What is emitted on account of each file, in the order of the compiler.</param>
/// <param name="Events">The events, in ordinal order of their types.</param>
/// <param name="Aggregates">The aggregates that the catalog lists, in ordinal order of their types.</param>
/// <param name="Projections">The classes of the projections that the catalog lists, in code, in ordinal order.</param>
/// <param name="Mappings">The mappings of the rows of read models, in code, in ordinal order of the rows' types.</param>
/// <param name="Upcasters">The upcasters, in ordinal order of the names that they take, and then of the versions.</param>
/// <param name="Included">The catalog classes of the referenced assemblies.</param>
/// <param name="Assembly">The name of the assembly.</param>
/// <param name="HasCatalogAlias">Whether a using directive gives the name of the catalog class a meaning.</param>
internal sealed record ProjectReading(
    EquatableArray<FileReading> Files,
    EquatableArray<CatalogEvent> Events,
    EquatableArray<CatalogAggregate> Aggregates,
    EquatableArray<string> Projections,
    EquatableArray<string> Mappings,
    EquatableArray<UpcasterModel> Upcasters,
    EquatableArray<string> Included,
    string Assembly,
    bool HasCatalogAlias);

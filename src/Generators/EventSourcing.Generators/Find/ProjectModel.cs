using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>What the catalog needs to know of the project.</summary>
/// <param name="Namespace">The namespace of the catalog class, escaped; empty for the global one.</param>
/// <param name="HintPrefix">The namespace as the beginning of a file name.</param>
/// <param name="Holder">The name of the class through which other assemblies find the catalog.</param>
/// <param name="IsInternal">Whether the catalog is for this assembly alone.</param>
/// <param name="NeedsAlias">Whether the simple name of the catalog class must be made to mean this one in every file.</param>
/// <param name="Included">The catalog classes of the referenced assemblies.</param>
internal sealed record ProjectModel(string Namespace, string HintPrefix, string Holder, bool IsInternal, bool NeedsAlias, EquatableArray<string> Included);

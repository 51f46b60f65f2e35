using System.ComponentModel;

namespace EventSourcing;

/// <summary>Names the class that holds an assembly's catalog, so that assemblies which reference it compose it into theirs.</summary>
/// <remarks>Emitted by the source generator, and read by it at compile time only.</remarks>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EventCatalogAttribute : Attribute
{
    /// <summary>Names the catalog class.</summary>
    /// <param name="catalogType">A public static class with a static property <c>Catalog</c> of type <see cref="EventCatalog"/>.</param>
    public EventCatalogAttribute(Type catalogType) => CatalogType = catalogType;

    /// <summary>The catalog class.</summary>
    public Type CatalogType { get; }
}

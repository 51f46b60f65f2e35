using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Aggregates;

/// <summary>An event that an aggregate raises.</summary>
/// <param name="type">Its type, as far as the code says.</param>
/// <param name="location">Where the type is named, or else the value.</param>
internal sealed class RaisedEvent(ITypeSymbol type, Location location)
{
    /// <summary>Its type, as far as the code says.</summary>
    public ITypeSymbol Type { get; } = type;

    /// <summary>Where the type is named, or else the value.</summary>
    public Location Location { get; } = location;
}

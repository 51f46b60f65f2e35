using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Upcasting;

/// <summary>The versions of an event from which no way leads to the current one.</summary>
/// <param name="name">The stored name.</param>
/// <param name="current">The current event.</param>
/// <param name="currentVersion">Its version.</param>
/// <param name="versions">The versions without a way, the lowest first.</param>
/// <param name="lowest">The event type of the lowest of them, where there is one.</param>
internal sealed class MissingWays(string name, INamedTypeSymbol current, int currentVersion, IReadOnlyList<int> versions, INamedTypeSymbol? lowest)
{
    /// <summary>The stored name.</summary>
    public string Name { get; } = name;

    /// <summary>The current event.</summary>
    public INamedTypeSymbol Current { get; } = current;

    /// <summary>The version of the current event.</summary>
    public int CurrentVersion { get; } = currentVersion;

    /// <summary>The versions without a way, the lowest first.</summary>
    public IReadOnlyList<int> Versions { get; } = versions;

    /// <summary>The versions as messages name them.</summary>
    public string VersionsText
    {
        get
        {
            var numbers = new List<string>(Versions.Count);
            foreach (var version in Versions) numbers.Add(version.ToString(CultureInfo.InvariantCulture));
            if (numbers.Count == 1) return numbers[0];
            return string.Join(", ", numbers.GetRange(0, numbers.Count - 1)) + " and " + numbers[numbers.Count - 1];
        }
    }

    /// <summary>What the upcaster takes that is to be written first.</summary>
    public string Taken => lowest is not null ? lowest.Name : $"JsonObject, marked [Upcasts(\"{Name}\", {Versions[0].ToString(CultureInfo.InvariantCulture)})]";
}

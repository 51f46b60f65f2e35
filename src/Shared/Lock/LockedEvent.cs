using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Compiler;

/// <summary>An event of the lock: its former names, and its shape in each version.</summary>
internal sealed class LockedEvent
{
    /// <summary>The names under which it was stored before, in ordinal order.</summary>
    public SortedSet<string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>The shapes by schema version, ascending.</summary>
    public SortedDictionary<int, LockedShape> Versions { get; } = [];

    /// <summary>Where the file has its name, quotes included; empty for one that was not read from a file.</summary>
    public TextSpan Place { get; set; }

    /// <summary>The highest version; 0 where there is none.</summary>
    public int Highest => Versions.Count == 0 ? 0 : Versions.Keys.Last();
}

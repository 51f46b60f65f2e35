using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Keeps file names apart: the compiler compares them without regard to case, types are named with regard to it.</summary>
internal sealed class HintNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name, with a hash of the type where another type has taken it.</summary>
    public string Unique(string name, string type) => _taken.Add(name) ? name : name + "_" + TypeNames.Hash(type);
}

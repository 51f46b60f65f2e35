using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>Finds which members tell which types apart. A type may be held by several base types, which may name those members differently.</summary>
internal static class Discriminators
{
    /// <summary>The names by codec, of base types and of what derives from them.</summary>
    public static Dictionary<string, SortedSet<string>> Of(IEnumerable<JsonTypeModel> types)
    {
        var found = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (type.Polymorphism is not { } polymorphism) continue;
            Add(found, type.Codec, polymorphism.Discriminator);
            foreach (var derived in polymorphism.Derived) Add(found, derived.Codec, polymorphism.Discriminator);
        }

        return found;
    }

    private static void Add(Dictionary<string, SortedSet<string>> found, string codec, string name)
    {
        if (!found.TryGetValue(codec, out var names)) found.Add(codec, names = new SortedSet<string>(StringComparer.Ordinal));
        names.Add(name);
    }
}

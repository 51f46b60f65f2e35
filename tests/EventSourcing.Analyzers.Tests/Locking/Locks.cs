namespace EventSourcing.Analyzers.Tests.Locking;

/// <summary>Writes the text of an events.lock.json without what is the same in all of them.</summary>
internal static class Locks
{
    /// <summary>A lock with these events.</summary>
    public static string Of(params string[] events) => $$"""{ "format": 1, "events": { {{string.Join(",\n", events)}} } }""";

    /// <summary>An event in its first version; of a member, <c>amount: decimal</c>.</summary>
    public static string Event(string name, params string[] members) => Event(name, 1, members);

    /// <summary>An event in one version.</summary>
    public static string Event(string name, int version, params string[] members) => $$"""{{Quoted(name)}}: { "versions": { {{Version(version, "", members)}} } }""";

    /// <summary>An event in its first version, with types in JSON beside the members.</summary>
    public static string EventWith(string types, string name, params string[] members) => $$"""{{Quoted(name)}}: { "versions": { {{Version(1, types, members)}} } }""";

    /// <summary>An event with aliases in its first version.</summary>
    public static string EventAlias(string alias, string name, params string[] members) =>
        $$"""{{Quoted(name)}}: { "aliases": ["{{alias}}"], "versions": { {{Version(1, "", members)}} } }""";

    /// <summary>An event in several versions.</summary>
    public static string Versions(string name, params string[] versions) => $$"""{{Quoted(name)}}: { "versions": { {{string.Join(",\n", versions)}} } }""";

    /// <summary>One version of an event.</summary>
    public static string Version(int number, string types, params string[] members) =>
        $$"""
        "{{number}}": { "members": { {{string.Join(", ", members.Select(Member))}} }{{(types.Length > 0 ? $$""", "types": { {{types}} }""" : "")}} }
        """;

    private static string Member(string member)
    {
        var split = member.IndexOf(':', StringComparison.Ordinal);
        return $"\"{member[..split]}\": \"{member[(split + 1)..].Trim()}\"";
    }

    // Marks of the test framework may stand around the quotes.
    private static string Quoted(string name) => name.Contains('"', StringComparison.Ordinal) ? name : $"\"{name}\"";
}

namespace EventSourcing.Compiler;

/// <summary>The words of <c>events.lock.json</c>; docs/events-lock.md describes them to users.</summary>
internal static class LockFormat
{
    /// <summary>The name of the file beside the project.</summary>
    public const string FileName = "events.lock.json";

    /// <summary>The format that this build writes, and the highest that it reads.</summary>
    public const int Current = 1;

    public const string Format = "format";
    public const string Events = "events";
    public const string Aliases = "aliases";
    public const string Versions = "versions";
    public const string Members = "members";
    public const string Types = "types";
    public const string Enum = "enum";
    public const string Values = "values";
    public const string Discriminator = "discriminator";
    public const string Cases = "cases";

    /// <summary>Stands for the event itself where that is no object with members, but whatever a converter or [EventValue] makes of it.</summary>
    public const string Itself = "$";

    /// <summary>The underlying type of an enum that is stored by its names.</summary>
    public const string ByName = "names";

    /// <summary>The default of an optional member that is not a constant.</summary>
    public const string Computed = "computed";

    /// <summary>The default of an optional member that is the default of its type, where that has no JSON literal.</summary>
    public const string TypeDefault = "default";

    /// <summary>Whether a path is that of a lock.</summary>
    public static bool IsLock(string path) => string.Equals(Path.GetFileName(path), FileName, StringComparison.OrdinalIgnoreCase);
}

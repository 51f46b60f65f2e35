using System.Collections.Frozen;

namespace EventSourcing;

/// <summary>The rules for tags, in one place for all that take some.</summary>
internal static class EventTags
{
    /// <summary>The longest tag, in characters.</summary>
    public const int MaxLength = 250;

    public static readonly FrozenSet<string> None = Array.Empty<string>().ToFrozenSet(StringComparer.Ordinal);

    public static FrozenSet<string> Of(IReadOnlyCollection<string> tags, string parameter)
    {
        ArgumentNullException.ThrowIfNull(tags, parameter);
        if (tags.Count == 0) return None;
        if (tags is FrozenSet<string> frozen && frozen.Comparer.Equals(None.Comparer)) return frozen;
        foreach (var tag in tags)
        {
            if (string.IsNullOrEmpty(tag)) throw new ArgumentException("A tag is null or empty. Give every tag 1 to 250 characters, such as 'course:c1'.", parameter);
            if (tag.Length > MaxLength) throw new ArgumentException($"The tag '{tag}' has {tag.Length} characters; a tag has at most {MaxLength}.", parameter);
            if (tag.Contains('\0')) throw new ArgumentException($"The tag '{tag.Replace("\0", "\\0", StringComparison.Ordinal)}' has the character U+0000, which not every store can hold.", parameter);
        }

        return tags.ToFrozenSet(StringComparer.Ordinal);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EventSourcing;

/// <summary>The name of a stream: the category (the kind of aggregate) and the key (which one).</summary>
/// <remarks>
/// The text form is <c>category/key</c>. Both parts compare ordinally; neither is changed in any way before it is stored.
/// </remarks>
public readonly record struct StreamId : IParsable<StreamId>
{
    /// <summary>The longest category, in UTF-16 units.</summary>
    public const int MaxCategoryLength = 128;

    /// <summary>The longest key, in UTF-16 units; it keeps the index entries of every store within their limits.</summary>
    public const int MaxKeyLength = 512;

    private const char Separator = '/';

    private readonly string? _category;
    private readonly string? _key;

    /// <summary>Names a stream.</summary>
    /// <param name="category">The category: 1 to 128 characters, without <c>/</c> and control characters.</param>
    /// <param name="key">The key: 1 to 512 characters, without control characters.</param>
    /// <exception cref="ArgumentException">A part is empty, too long, or has a character that it may not have.</exception>
    public StreamId(string category, string key)
    {
        Check(category, nameof(category), MaxCategoryLength);
        if (category.Contains(Separator)) throw new ArgumentException($"The category '{category}' contains '/', which separates category and key. Use '-' within a category.", nameof(category));
        Check(key, nameof(key), MaxKeyLength);
        _category = category;
        _key = key;
    }

    /// <summary>Names a stream by a key that is a GUID, in its 36 characters.</summary>
    /// <param name="category">The category, as above.</param>
    /// <param name="key">The key.</param>
    public StreamId(string category, Guid key)
        : this(category, key.ToString("D"))
    {
    }

    /// <summary>Names a stream by a key that is a number, in decimal digits.</summary>
    /// <param name="category">The category, as above.</param>
    /// <param name="key">The key.</param>
    public StreamId(string category, long key)
        : this(category, key.ToString(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>The kind of aggregate.</summary>
    public string Category => _category ?? throw Unnamed();

    /// <summary>Which aggregate of that kind.</summary>
    public string Key => _key ?? throw Unnamed();

    /// <summary>Reads the text form.</summary>
    /// <param name="s">The text: <c>category/key</c>.</param>
    /// <param name="provider">Not used: the form is the same in every culture.</param>
    /// <returns>The stream id.</returns>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static StreamId Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, provider, out var result)
            ? result
            : throw new FormatException($"'{s}' is no stream id. The form is category/key, such as account/42.");
    }

    /// <summary>Reads the text form, if it is one.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: the form is the same in every culture.</param>
    /// <param name="result">The stream id.</param>
    /// <returns>Whether the text has the form.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out StreamId result)
    {
        result = default;
        var at = s?.IndexOf(Separator, StringComparison.Ordinal) ?? -1;
        if (at < 0) return false;
        var (category, key) = (s![..at], s[(at + 1)..]);
        if (Fault(category, MaxCategoryLength) is not null || Fault(key, MaxKeyLength) is not null) return false;
        result = new StreamId(category, key);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => _category is null ? "(no stream)" : $"{_category}{Separator}{_key}";

    private static void Check(string part, string name, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(part, name);
        if (Fault(part, maxLength) is { } fault) throw new ArgumentException($"The {name} '{part}' of a stream id {fault}.", name);
    }

    private static string? Fault(string part, int maxLength)
    {
        if (part.Length == 0) return "is empty";
        if (part.Length > maxLength) return $"has {part.Length} characters; at most {maxLength} are allowed";
        for (var i = 0; i < part.Length; i++)
        {
            if (char.IsControl(part[i])) return $"has a control character (U+{(int)part[i]:X4}) at index {i}";
            if (char.IsHighSurrogate(part[i]) && i + 1 < part.Length && char.IsLowSurrogate(part[i + 1])) i++;
            else if (char.IsSurrogate(part[i])) return $"has half of a surrogate pair at index {i}, which has no form in UTF-8";
        }

        return null;
    }

    private static InvalidOperationException Unnamed() => new("This is default(StreamId), which names no stream. Make one with new StreamId(category, key).");
}

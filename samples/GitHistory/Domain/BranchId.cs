using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GitHistory;

/// <summary>A recorded branch: its name and, where its history was recorded anew, which recording.</summary>
/// <remarks>The text form is the name, followed from the second recording on by its number: <c>main</c>, <c>main:2</c>. No name of a branch has a colon.</remarks>
/// <param name="Name">The branch's name, such as <c>main</c>.</param>
/// <param name="Recording">Which recording of it, from 1.</param>
public readonly record struct BranchId(string Name, int Recording = 1) : IParsable<BranchId>
{
    private const char Separator = ':';

    /// <summary>The recording after this one.</summary>
    public BranchId Next() => this with { Recording = Recording + 1 };

    /// <inheritdoc/>
    public static BranchId Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result)
        ? result
        : throw new FormatException($"'{s}' names no recorded branch. The form is name, or name:2 for the second recording.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BranchId result)
    {
        result = default;
        if (string.IsNullOrEmpty(s)) return false;
        var at = s.IndexOf(Separator, StringComparison.Ordinal);
        if (at < 0)
        {
            result = new BranchId(s);
            return true;
        }

        if (at == 0 || !int.TryParse(s.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var recording) || recording < 1) return false;
        result = new BranchId(s[..at], recording);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Recording == 1 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}{Separator}{Recording}");
}

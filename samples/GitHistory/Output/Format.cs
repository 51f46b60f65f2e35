using System.Globalization;
using System.Text;
using GitHistory.Git;
using Spectre.Console;

namespace GitHistory.Output;

/// <summary>Text that is safe to show: nothing in a repository may steer a terminal or break a line.</summary>
internal static class Format
{
    /// <summary>The text without control characters.</summary>
    public static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    /// <summary>The text for markup: printable, and not taken for markup itself.</summary>
    public static string Safe(string text) => Markup.Escape(Printable(text));

    /// <summary>A path as git prints it.</summary>
    public static string Path(string path) => Encoding.UTF8.GetString(GitPath.Quote(path));

    /// <summary>A path for markup.</summary>
    public static string SafePath(string path) => Markup.Escape(Path(path));

    /// <summary>A whole number for people.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with one digit after the point.</summary>
    public static string Decimal(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>A number and what it counts.</summary>
    public static string Count(long value, string one) => $"{Number(value)} {one}{(value == 1 ? "" : "s")}";

    /// <summary>A date and time for people, UTC.</summary>
    public static string Date(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An instant for programs, UTC.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number for programs.</summary>
    public static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);
}

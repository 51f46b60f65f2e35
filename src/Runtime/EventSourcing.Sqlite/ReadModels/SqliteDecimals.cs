using System.Globalization;
using System.Text;
using SQLitePCL;

namespace EventSourcing.Sqlite.ReadModels;

/// <summary>Decimals in SQLite: their digits as text, which any program can read, and a collation that orders them by value.</summary>
internal static class SqliteDecimals
{
    /// <summary>The name of the collation.</summary>
    public const string Collation = "es_decimal";

    /// <summary>Makes the collation known to a connection.</summary>
    public static int Register(sqlite3 database) => raw.sqlite3__create_collation_utf8(database, Collation, null!, static (_, left, right) => Compare(left, right));

    // What is no decimal, as only a foreign hand writes it, comes behind those that are, in the order of its bytes: a collation must order everything.
    private static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var isLeft = TryParse(left, out var a);
        var isRight = TryParse(right, out var b);
        if (isLeft && isRight) return a.CompareTo(b);
        return isLeft == isRight ? left.SequenceCompareTo(right) : isLeft ? -1 : 1;
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8, out decimal value) => decimal.TryParse(utf8, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    public static decimal Parse(ReadOnlySpan<byte> utf8) => TryParse(utf8, out var value) ? value : throw new FormatException($"The text '{Encoding.UTF8.GetString(utf8)}' is no decimal number.");
}

using System.Globalization;
using EventSourcing.ReadModels;
using EventSourcing.Subscriptions;

namespace EventSourcing.Projections;

/// <summary>The names of the tables that stand beside those that serve: while they are filled, compared, or kept after another one took their place.</summary>
internal static class SideTables
{
    // The longest suffix is that of a version of ten digits.
    private const int LongestBase = RowNames.MaxLength - 13;

    /// <summary>Where a version is built.</summary>
    public static string Filling(string table, int version) => string.Create(CultureInfo.InvariantCulture, $"{Base(table)}__v{version}");

    /// <summary>Where the rows that served before are kept.</summary>
    public static string Old(string table) => $"{Base(table)}__old";

    /// <summary>Where rows are built to be compared.</summary>
    public static string Check(string table) => $"{Base(table)}__check";

    /// <summary>Whether a table stands beside another one.</summary>
    public static bool IsBeside(string name, string table)
    {
        var prefix = $"{Base(table)}__";
        if (!name.StartsWith(prefix, StringComparison.Ordinal)) return false;
        return name.AsSpan(prefix.Length) is "old" or "check" or ['v', .. { IsEmpty: false }] && (name[prefix.Length] != 'v' || !name.AsSpan(prefix.Length + 1).ContainsAnyExceptInRange('0', '9'));
    }

    private static string Base(string table) =>
        table.Length <= LongestBase ? table : string.Create(CultureInfo.InvariantCulture, $"{table[..(LongestBase - 9)]}_{(uint)StableHash.Of(table):x8}");
}

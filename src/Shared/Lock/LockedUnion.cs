using System.Globalization;

namespace EventSourcing.Compiler;

/// <summary>An object of one of several types, which a discriminator tells apart.</summary>
/// <param name="discriminator">The JSON name of the discriminator.</param>
internal sealed class LockedUnion(string discriminator) : LockedType
{
    /// <summary>The JSON name of the discriminator.</summary>
    public string Discriminator { get; } = discriminator;

    /// <summary>
    /// The names of the types by what the discriminator says: <c>card</c> for a text, <c>#1</c> for a number; <see cref="Plain"/> for objects that
    /// have none.
    /// </summary>
    public SortedDictionary<string, string> Cases { get; } = new(StringComparer.Ordinal);

    /// <summary>The case of objects without discriminator.</summary>
    public const string Plain = "#";

    /// <summary>The case of a discriminator that is a text.</summary>
    public static string CaseOf(string discriminator) => discriminator.StartsWith("#", StringComparison.Ordinal) ? "#" + discriminator : discriminator;

    /// <summary>The case of a discriminator that is a number.</summary>
    public static string CaseOf(int discriminator) => "#" + discriminator.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EventSourcing.Tests.Domain;

/// <summary>A strongly typed id, as the libraries that generate them make it.</summary>
public readonly record struct CounterId(int Value) : IParsable<CounterId>
{
    public static CounterId Parse(string s, IFormatProvider? provider) => new(int.Parse(s.AsSpan(2), CultureInfo.InvariantCulture));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CounterId result)
    {
        result = default;
        if (s is null || !s.StartsWith("c-", StringComparison.Ordinal)) return false;
        if (!int.TryParse(s.AsSpan(2), CultureInfo.InvariantCulture, out var value)) return false;
        result = new CounterId(value);
        return true;
    }

    public override string ToString() => $"c-{Value}";
}

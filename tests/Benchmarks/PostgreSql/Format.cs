using System.Globalization;

namespace Benchmarks.PostgreSql;

/// <summary>Figures as people read them.</summary>
internal static class Format
{
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Ratio(double value) => value.ToString(value < 9.95 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    public static string Short(double value) => value.ToString(value < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture);

    public static string Milliseconds(TimeSpan value) => value.TotalMilliseconds.ToString(value.TotalMilliseconds < 9.95 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}

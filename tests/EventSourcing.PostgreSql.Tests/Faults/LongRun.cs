namespace EventSourcing.PostgreSql.Tests;

/// <summary>Whether the long forms of the tests run: with LONG=1 in the environment.</summary>
internal static class LongRun
{
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("LONG") == "1";

    /// <summary>The first number normally, the second in the long run.</summary>
    public static int Or(int normal, int @long) => IsAsked ? @long : normal;
}

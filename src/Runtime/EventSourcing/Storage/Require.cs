using System.Runtime.CompilerServices;

namespace EventSourcing;

/// <summary>Checks of option values, with the option's name in the error.</summary>
internal static class Require
{
    public static long? AtLeast(long? value, long minimum, [CallerMemberName] string option = "") =>
        value is { } given && given < minimum
            ? throw new ArgumentOutOfRangeException(option, given, $"{option} must be at least {minimum}, or null for no bound.")
            : value;

    public static int AtLeast(int value, int minimum, [CallerMemberName] string option = "") =>
        value < minimum
            ? throw new ArgumentOutOfRangeException(option, value, $"{option} must be at least {minimum}.")
            : value;

    public static TimeSpan NotNegative(TimeSpan value, [CallerMemberName] string option = "") =>
        value < TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(option, value, $"{option} must not be negative.")
            : value;

    public static TimeSpan Positive(TimeSpan value, [CallerMemberName] string option = "") =>
        value <= TimeSpan.Zero
            ? throw new ArgumentOutOfRangeException(option, value, $"{option} must be greater than zero.")
            : value;

    public static T NotNull<T>(T value, [CallerMemberName] string option = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, option);
        return value;
    }
}

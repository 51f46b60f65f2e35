using System.Globalization;

namespace EventSourcing.Testing;

/// <summary>The checks of the suites; each failure says what was expected and what was found.</summary>
internal static class Expect
{
    private const int ShownItems = 12;

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) throw new ContractViolationException(what, Show(expected), Show(actual));
    }

    public static void True(bool condition, string what)
    {
        if (!condition) throw new ContractViolationException(what, "true", "false");
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        T[] wanted = [.. expected];
        T[] found = [.. actual];
        if (!wanted.SequenceEqual(found)) throw new ContractViolationException($"{what} ({Difference(wanted, found)})", Show(wanted), Show(found));
    }

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> action, string what)
        where TException : Exception
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (TException e)
        {
            return e;
        }
        catch (Exception e)
        {
            throw new ContractViolationException(what, typeof(TException).Name, $"{e.GetType().Name}: {e.Message}", e);
        }

        throw new ContractViolationException(what, typeof(TException).Name, "no error");
    }

    private static string Difference<T>(T[] wanted, T[] found)
    {
        var same = 0;
        while (same < wanted.Length && same < found.Length && EqualityComparer<T>.Default.Equals(wanted[same], found[same])) same++;
        return string.Create(CultureInfo.InvariantCulture, $"{wanted.Length} expected, {found.Length} found, first difference at index {same}");
    }

    private static string Show<T>(T[] items)
    {
        var shown = string.Join(", ", items.Take(ShownItems).Select(Show));
        return items.Length > ShownItems ? $"[{shown}, …]" : $"[{shown}]";
    }

    private static string Show<T>(T value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

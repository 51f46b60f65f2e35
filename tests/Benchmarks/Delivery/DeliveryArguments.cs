namespace Benchmarks.Delivery;

/// <summary>What the command line asks for.</summary>
/// <param name="Rounds">Rounds that count, for each line.</param>
/// <param name="Events">How many events are handled in a round.</param>
/// <param name="Rebuilt">How many events a rebuild handles.</param>
/// <param name="Latencies">How many appends the latency is taken from.</param>
/// <param name="Words">Lines whose store and name have one of these words; empty for all.</param>
internal sealed record DeliveryArguments(int Rounds, int Events, int Rebuilt, int Latencies, IReadOnlyList<string> Words)
{
    public const string Usage = """
        delivery [fast|short] [words of a line's store and name …]
          fast    3 rounds of 50,000 events in place of 5 of 100,000, and rebuilds of 200,000 in place of a million
          short   3 rounds of 20,000 events, for rebuilds too
          words   only the lines that have one of them, such as "SQLite, project", rebuild or latency
        """;

    public static DeliveryArguments Parse(IReadOnlyCollection<string> words)
    {
        string[] lines = [.. words.Where(w => w is not ("fast" or "short"))];
        if (words.Contains("short")) return new DeliveryArguments(3, 20_000, 20_000, 40, lines);
        return words.Contains("fast") ? new DeliveryArguments(3, 50_000, 200_000, 100, lines) : new DeliveryArguments(5, 100_000, 1_000_000, 300, lines);
    }

    /// <summary>Whether a line is wanted.</summary>
    public bool Wants(string name) => Words.Count == 0 || Words.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase));
}

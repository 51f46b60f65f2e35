namespace Benchmarks.PostgreSql;

/// <summary>What the command line asks for.</summary>
/// <param name="Rounds">Rounds that count, for each line.</param>
/// <param name="Span">How long a round of appends or loads runs.</param>
/// <param name="Words">Lines whose name has one of these words; empty for all.</param>
/// <param name="Sides">Names of sides; empty for all.</param>
/// <param name="Disk">As it is, slowed down, or one after the other.</param>
internal sealed record BenchArguments(int Rounds, TimeSpan Span, IReadOnlyList<string> Words, IReadOnlyList<string> Sides, DiskChoice Disk)
{
    public const string Usage = """
        postgres [short] [fast|slow] [side=hand,grouped,store,akka] [words of a line's name …]
          short   3 rounds of 0.3 s in place of 7 of 1 s
          fast    the disk as it is, alone; slow: 2 ms added to each flush of the log, alone
          words   only the lines whose name has one of them, such as "append 1," or load
        """;

    public static BenchArguments Parse(IEnumerable<string> words)
    {
        var (brief, disk) = (false, DiskChoice.Both);
        var (lines, sides) = (new List<string>(), new List<string>());
        foreach (var word in words)
        {
            switch (word)
            {
                case "short": brief = true; break;
                case "fast": disk = DiskChoice.AsItIs; break;
                case "slow": disk = DiskChoice.Slow; break;
                default:
                    if (word.StartsWith("side=", StringComparison.Ordinal)) sides.AddRange(word["side=".Length..].Split(','));
                    else lines.Add(word);
                    break;
            }
        }

        return new BenchArguments(brief ? 3 : 7, TimeSpan.FromSeconds(brief ? 0.3 : 1), lines, sides, disk);
    }

    /// <summary>Whether a line is wanted.</summary>
    public bool Wants(Work work) => Words.Count == 0 || Words.Any(w => work.Name.Contains(w, StringComparison.OrdinalIgnoreCase));
}

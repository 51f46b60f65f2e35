namespace Benchmarks.PostgreSql;

/// <summary>The table that is printed, a line when it is measured.</summary>
internal sealed class ComparisonTable(IReadOnlyList<SideDefinition> sides)
{
    public IReadOnlyList<SideDefinition> Sides => sides;

    public void Begin()
    {
        Console.WriteLine("Events per second (median), the ratio to 'hand', [max/min of the rounds], p99 of an append in ms, and processor time per event in µs, server + client.");
        Console.WriteLine();
        Console.WriteLine("| work | " + string.Join(" | ", sides.Select(s => s.Name)) + " |");
        Console.WriteLine("|---|" + string.Concat(sides.Select(_ => "---|")));
    }

    public void Add(Work work, IReadOnlyList<SideRun> runs)
    {
        var hand = runs.FirstOrDefault(r => r.Definition == SideDefinition.Hand);
        var cells = sides.Select(side => runs.FirstOrDefault(r => r.Definition == side) is { } run ? Cell(run, hand) : "");
        Console.WriteLine($"| {work.Name} | {string.Join(" | ", cells)} |");
    }

    private static string Cell(SideRun run, SideRun? hand)
    {
        var rate = Median(run.Rounds, r => r.Rate);
        var ratio = hand is null || run == hand ? "" : $" **{Format.Ratio(rate / Median(hand.Rounds, r => r.Rate))}**";
        var latency = Median(run.Rounds, r => r.Latency);
        var p99 = latency == TimeSpan.Zero ? "" : $" p99 {Format.Milliseconds(latency)}";
        var spread = run.Rounds.Max(r => r.Rate) / run.Rounds.Min(r => r.Rate);
        var (server, client) = (Median(run.Rounds, r => r.Cpu.Server), Median(run.Rounds, r => r.Cpu.Client));
        return $"{Format.Count(rate)}{ratio} [{Format.Short(spread)}]{p99}; {Format.Short(server.TotalMicroseconds)}+{Format.Short(client.TotalMicroseconds)}";
    }

    private static T Median<T>(IEnumerable<Measurement> rounds, Func<Measurement, T> value) => rounds.Select(value).Order().ElementAt(rounds.Count() / 2);
}

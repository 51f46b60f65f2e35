using System.Globalization;

namespace Benchmarks.Stores;

/// <summary>
/// The SQLite store beside hand-written Microsoft.Data.Sqlite, on the same file settings, in one run: each round does the same work on both
/// sides, in alternating order, and the table shows medians and their ratio. Only the ratio carries over to another machine.
/// </summary>
internal static class SqliteComparison
{
    private const int Rounds = 7;

    public static async Task RunAsync(string[] words)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {Rounds} rounds, events per second (median; spread is max/min of the rounds)");
        Console.WriteLine();
        Console.WriteLine("| work | by hand | store | ratio | spread by hand / store |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var scenario in SqliteScenario.All.Where(s => words.Length == 0 || words.Any(w => s.Name.Contains(w, StringComparison.OrdinalIgnoreCase))))
            await CompareAsync(scenario);
    }

    private static async Task CompareAsync(SqliteScenario scenario)
    {
        var byHand = new List<double>();
        var store = new List<double>();
        await using (var bench = await SqliteBench.OpenAsync())
        {
            // The first round warms both sides up and does not count.
            for (var round = 0; round <= Rounds; round++)
            {
                var (first, second) = round % 2 == 0 ? (byHand, store) : (store, byHand);
                foreach (var side in new[] { first, second })
                {
                    var rate = await bench.MeasureAsync(scenario, byHand: ReferenceEquals(side, byHand));
                    if (round > 0) side.Add(rate);
                }
            }
        }

        var (hand, ours) = (Median(byHand), Median(store));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {scenario.Name} | {hand:N0} | {ours:N0} | {ours / hand:0.00} | {byHand.Max() / byHand.Min():0.0} / {store.Max() / store.Min():0.0} |"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

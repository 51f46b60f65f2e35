using GitHistory.Views;
using Spectre.Console;

namespace GitHistory.Output;

/// <summary>Draws the numbers of a branch and its store.</summary>
internal static class StatsPicture
{
    private const double Mebibyte = 1024 * 1024;

    private static readonly Color[] Colors = [Color.Yellow, Color.Green, Color.DodgerBlue2, Color.Red, Color.MediumPurple];

    public static void Show(IAnsiConsole console, Statistics statistics, StoreSize store)
    {
        var head = statistics.Head!;
        var days = (long)(statistics.Latest - statistics.Earliest).TotalDays;
        var span = days == 0 ? "within a day" : Format.Count(days, "day");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Row("Branch", $"[bold]{Format.Safe(statistics.Branch.Id.ToString())}[/] at [yellow]{head.ShortHash}[/] {Format.Safe(head.Subject)}");
        Row("Time", $"{Format.Date(statistics.Earliest)} to {Format.Date(statistics.Latest)} UTC, {span}");
        Row("Commits", $"{Format.Number(statistics.Commits)} by {Format.Count(statistics.Authors, "author")}");
        Row("Files", $"{Format.Number(statistics.Branch.Files.Count)} now");
        Row("Events", $"{Format.Number(statistics.Events)}, of {Format.Count(store.Streams, "stream")} in the store");
        Row("Store", $"{Format.Safe(store.Name)} [grey]({Format.Decimal(store.Bytes / Mebibyte)} MiB)[/]");
        console.Write(grid);
        console.WriteLine();
        console.Write(new BreakdownChart()
            .Width(Math.Min(console.Profile.Width, 100))
            .UseValueFormatter((value, _) => Format.Number((long)value))
            .AddItems(statistics.ByName.Index(), e => new BreakdownChartItem(e.Item.Key, e.Item.Value, Colors[e.Index % Colors.Length])));

        void Row(string name, string value) => grid.AddRow($"[grey]{name}[/]", value);
    }
}

using GitHistory.Views;
using Spectre.Console;

namespace GitHistory.Output;

/// <summary>Draws commits by author as bars, and by month as a calendar.</summary>
internal static class AuthorsPicture
{
    private const int MostAuthors = 20;

    private static readonly Color[] Bars = [Color.DodgerBlue2, Color.MediumPurple, Color.SeaGreen3, Color.Orange1, Color.IndianRed];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    // From few commits to many, as shades of green.
    private static readonly string[] Heat = ["white on #0e4429", "white on #006d32", "black on #26a641", "black on #39d353"];

    public static void Show(IAnsiConsole console, AuthorMonths counts)
    {
        (string Author, int Commits)[] authors = [.. counts.ByAuthor];
        var chart = new BarChart().Width(Math.Min(console.Profile.Width, 100)).Label("[bold]Commits by author[/]").LeftAlignLabel().UseValueFormatter((value, _) => Format.Number((long)value));
        foreach (var (index, (author, commits)) in authors.Take(MostAuthors).Index())
            chart.AddItem(Format.Safe(author), commits, Bars[index % Bars.Length]);
        console.Write(chart);
        if (authors.Length > MostAuthors)
            console.MarkupLine($"[grey]and {Format.Count(authors.Length - MostAuthors, "other author")} with {Format.Count(authors.Skip(MostAuthors).Sum(a => a.Commits), "commit")}[/]");

        console.WriteLine();
        console.MarkupLine("[bold]Commits by month (UTC)[/]");
        console.Write(Calendar(counts.ByMonth));
    }

    private static Table Calendar(IReadOnlyDictionary<string, int> byMonth)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("");
        foreach (var month in Months) table.AddColumn(new TableColumn($"[grey]{month}[/]").RightAligned());
        var most = byMonth.Values.Max();
        var years = byMonth.Keys.Select(month => int.Parse(month.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture)).ToHashSet();
        for (var year = years.Min(); year <= years.Max(); year++)
        {
            var cells = Enumerable.Range(1, 12).Select(month => Cell(byMonth.GetValueOrDefault($"{year:0000}-{month:00}"), most));
            table.AddRow([$"[grey]{year}[/]", .. cells]);
        }

        return table;
    }

    private static string Cell(int commits, int most)
    {
        if (commits == 0) return "[grey]·[/]";
        var heat = Heat[Math.Min(Heat.Length - 1, (commits * Heat.Length - 1) / most)];
        return $"[{heat}]{commits}[/]";
    }
}

using System.Globalization;
using Npgsql;

namespace EventSourcing.CrashWriter;

/// <summary>The processes of the hammer from outside, which use nothing but the public package. They say "ready", and end in order at a line on their input, or at its end.</summary>
public static class OutsideProgram
{
    /// <summary>Runs one.</summary>
    /// <param name="arguments">
    /// <c>outside-write &lt;connection string&gt; &lt;name&gt; &lt;callers&gt; &lt;seed&gt; &lt;flaw&gt;</c>, or <c>outside-follow &lt;connection string&gt; &lt;filter&gt; &lt;log&gt; &lt;seed&gt; &lt;flaw&gt;</c>.
    /// </param>
    /// <param name="output">Where it says what it does.</param>
    public static async Task RunAsync(string[] arguments, TextWriter output)
    {
        var (seed, flaw) = (int.Parse(arguments[4], CultureInfo.InvariantCulture), Enum.Parse<OutsideFlaw>(arguments[5]));
        await using var source = NpgsqlDataSource.Create(arguments[1]);
        await using var store = new PostgreSqlEventStore(source, PieceMarkedCodec.Catalog, new PostgreSqlEventStoreOptions { ReadPageSize = seed % 2 == 0 ? 50 : 2_000 });
        using var end = new CancellationTokenSource();
        var told = EndAsync(end);
        await output.WriteLineAsync("ready");
        if (arguments[0] == "outside-write")
        {
            await new OutsideWriter(source, store, arguments[2], seed, flaw, output.WriteLine).RunAsync(int.Parse(arguments[3], CultureInfo.InvariantCulture), end.Token);
        }
        else
        {
            using var log = new FollowLog(arguments[3]);
            await new OutsideFollower(store, log, arguments[2], seed, flaw).RunAsync(end.Token);
        }

        await told;
        await output.WriteLineAsync("done");
    }

    private static async Task EndAsync(CancellationTokenSource end)
    {
        await Task.Run(Console.In.ReadLineAsync);
        await end.CancelAsync();
    }
}

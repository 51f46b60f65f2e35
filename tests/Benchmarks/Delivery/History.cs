using Benchmarks.PostgreSql;

namespace Benchmarks.Delivery;

/// <summary>What was booked before: the same for all sides, in the same order. A half of the bookings are those of a twentieth of the accounts.</summary>
/// <param name="Events">How many there are.</param>
/// <param name="Accounts">How many accounts there are.</param>
internal sealed record History(int Events, int Accounts)
{
    private const int ChunkSize = 500;

    /// <summary>The bookings in the order of the feed, some hundred at a time, of which those of one account follow each other.</summary>
    public IEnumerable<IReadOnlyList<(string Account, IReadOnlyList<TransferBooked> Bookings)>> Chunks()
    {
        var random = new Random(20_260_101);
        for (var begun = 0; begun < Events; begun += ChunkSize)
        {
            yield return
            [
                .. Enumerable.Range(0, Math.Min(ChunkSize, Events - begun))
                    .Select(_ => TransferBooked.Sample with { FromAccount = NextAccount(random), Amount = random.Next(1, 100_000) / 100m })
                    .GroupBy(b => b.FromAccount, (account, bookings) => (account, (IReadOnlyList<TransferBooked>)[.. bookings])),
            ];
        }
    }

    /// <summary>What all bookings sum up to, in hundredths.</summary>
    public long Cents() => Chunks().SelectMany(c => c).SelectMany(a => a.Bookings).Sum(b => (long)(b.Amount * 100));

    private string NextAccount(Random random) => $"account-{random.Next(random.Next(2) == 0 ? Math.Max(1, Accounts / 20) : Accounts)}";
}

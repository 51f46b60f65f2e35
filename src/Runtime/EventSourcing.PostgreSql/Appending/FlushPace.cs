namespace EventSourcing.PostgreSql;

/// <summary>
/// Finds how many groups should be under way at once. While one waits for the disk and the network, the server can work on others: as many as fit into the time of one, counted in the
/// time that the server works on it. More would only make groups smaller.
/// </summary>
/// <param name="most">The most that there may be, from 1.</param>
internal sealed class FlushPace(int most)
{
    // One slow commit should not change much, and a slow disk should be noticed within a few dozen.
    private const double Share = 1.0 / 8;
    private const double LeastExecuting = 50;

    private readonly Lock _gate = new();
    private double _total;
    private double _executing;

    /// <summary>How many.</summary>
    public int Flushers { get; private set; } = Math.Min(2, most);

    /// <summary>
    /// How many where whole groups wait, which more at once do not make smaller: twice as many, so that the server has work while it commits and while the client puts the next one together.
    /// </summary>
    public int FullGroupFlushers => Math.Min(most, 2 * Flushers);

    /// <summary>Learns from a group.</summary>
    /// <param name="total">How long it took from sending it to its commit.</param>
    /// <param name="executing">How long the server worked on it, without the commit.</param>
    public void Observe(TimeSpan total, TimeSpan executing)
    {
        lock (_gate)
        {
            _total = Mean(_total, total);
            _executing = Mean(_executing, executing);
            Flushers = Math.Min(most, Math.Max(2, (int)Math.Min(Math.Ceiling(_total / Math.Max(_executing, LeastExecuting)), int.MaxValue)));
        }
    }

    private static double Mean(double mean, TimeSpan value) => mean == 0 ? value.TotalMicroseconds : mean + ((value.TotalMicroseconds - mean) * Share);
}

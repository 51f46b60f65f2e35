namespace EventSourcing.Subscriptions;

/// <summary>How many things happen a second, over the last ten seconds or so.</summary>
internal sealed class RateMeter(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<(long At, long Count)> _samples = new();
    private long _count;

    public void Add(int count)
    {
        lock (_gate)
        {
            if (_samples.Count == 0) _samples.Enqueue((clock.GetTimestamp(), 0));
            _count += count;
            Forget();

            // Samples closer than a twentieth of the window would tell nothing more.
            if (clock.GetElapsedTime(_samples.Last().At) >= Window / 20) _samples.Enqueue((clock.GetTimestamp(), _count));
        }
    }

    public double PerSecond()
    {
        lock (_gate)
        {
            if (_samples.Count == 0) return 0;
            Forget();
            var (at, count) = _samples.Peek();
            var elapsed = clock.GetElapsedTime(at);
            return elapsed > Window * 1.5 ? 0 : (_count - count) / Math.Max(elapsed.TotalSeconds, 0.001);
        }
    }

    private void Forget()
    {
        while (_samples.Count > 1 && clock.GetElapsedTime(_samples.Peek().At) > Window) _samples.Dequeue();
    }
}

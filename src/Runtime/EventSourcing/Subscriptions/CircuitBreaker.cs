namespace EventSourcing.Subscriptions;

/// <summary>Counts failures without a success in between, for all partitions of a subscription. While it is open everybody waits, and then one event is tried.</summary>
internal sealed class CircuitBreaker(CircuitPolicy policy, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private int _failures;
    private DateTimeOffset? _openUntil;

    /// <summary>When the next event is let through; <see langword="null"/> while the circuit is closed.</summary>
    public DateTimeOffset? OpenUntil
    {
        get
        {
            lock (_gate) return _openUntil;
        }
    }

    /// <summary>The failure that opened it.</summary>
    public Exception? Cause { get; private set; }

    /// <summary>How long to wait before anything is tried; zero where the circuit is closed, or half open.</summary>
    public TimeSpan Wait
    {
        get
        {
            // The clock is asked once: between two looks it may pass the end, and a wait below zero is none that anybody can wait.
            lock (_gate) return _openUntil - clock.GetUtcNow() is { } left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Something was handled.</summary>
    /// <returns>Whether that closed the circuit.</returns>
    public bool Succeed()
    {
        if (Volatile.Read(ref _failures) == 0) return false;
        return Close();
    }

    /// <summary>Begins the count anew.</summary>
    /// <returns>Whether the circuit was open.</returns>
    public bool Close()
    {
        lock (_gate)
        {
            var wasOpen = _openUntil is not null;
            _openUntil = null;
            _failures = 0;
            Cause = null;
            return wasOpen;
        }
    }

    /// <summary>Something has failed.</summary>
    /// <returns>Whether the circuit is open now.</returns>
    public bool Fail(Exception cause)
    {
        lock (_gate)
        {
            if (++_failures < policy.Failures) return false;
            _openUntil = clock.GetUtcNow() + policy.Pause;
            Cause = cause;
            return true;
        }
    }
}

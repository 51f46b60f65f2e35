namespace EventSourcing;

/// <summary>The precision of every instant that is stored: .NET counts 100 ns, PostgreSQL keeps 1 µs.</summary>
internal static class Microseconds
{
    /// <summary>The instant in UTC, without what is finer than a microsecond.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        return new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    /// <summary>Microseconds since 1970-01-01T00:00:00Z; negative before.</summary>
    public static long ToUnix(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The instant of so many microseconds since 1970-01-01T00:00:00Z.</summary>
    public static DateTimeOffset FromUnix(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.UtcTicks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}

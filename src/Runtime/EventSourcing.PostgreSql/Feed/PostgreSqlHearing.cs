namespace EventSourcing.PostgreSql;

/// <summary>Somebody who hears of leases, until it is disposed of.</summary>
/// <param name="here">What is heard of this process.</param>
/// <param name="elsewhere">What hears of others; <see langword="null"/> where nothing does.</param>
internal sealed class PostgreSqlHearing(IDisposable here, PostgreSqlListener? elsewhere) : IDisposable
{
    private int _isEnded;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 1) return;
        elsewhere?.Leave();
        here.Dispose();
    }
}

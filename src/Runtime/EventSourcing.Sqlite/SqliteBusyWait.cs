using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace EventSourcing.Sqlite;

/// <summary>Waits for a lock that somebody else holds: shortly at first, longer later, a little at random, and not for ever.</summary>
/// <param name="limit">How long in all.</param>
internal sealed class SqliteBusyWait(TimeSpan limit)
{
    private const int LongestMilliseconds = 20;

    private readonly long _since = Stopwatch.GetTimestamp();
    private int _attempts;

    /// <summary>Whether the time is not up.</summary>
    public bool MayGoOn(SqliteException fault) => SqliteErrors.IsBusy(fault) && Stopwatch.GetElapsedTime(_since) < limit;

    public Task PauseAsync(CancellationToken cancellationToken)
    {
        var longest = Math.Min(LongestMilliseconds, 1 << Math.Min(_attempts++, 10));
        return Task.Delay(Random.Shared.Next(1, longest + 1), cancellationToken);
    }
}

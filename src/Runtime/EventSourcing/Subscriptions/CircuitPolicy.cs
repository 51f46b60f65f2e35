using System.Data.Common;

namespace EventSourcing;

/// <summary>
/// When a subscription pauses of itself instead of refusing one event after the other. While the circuit is open nothing is handled, and nothing is passed over; after a pause one event is tried, and with
/// its success everything goes on. Checked as it is made.
/// </summary>
public sealed record CircuitPolicy
{
    /// <summary>The defaults.</summary>
    public static CircuitPolicy Default { get; } = new();

    /// <summary>
    /// After how many failures without a success in between the circuit opens; from 1, by default 5. A failure is an outage, or an event of which all attempts have failed. Resuming the subscription by
    /// hand begins the count anew.
    /// </summary>
    public int Failures
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 5;

    /// <summary>How long nothing is tried while the circuit is open, by default 30 s.</summary>
    public TimeSpan Pause
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a handler's exception tells of an outage of what it needs, and says nothing of the event: it then uses up none of the event's attempts, and the event is tried again until it succeeds.
    /// Transient errors of the store and of ADO.NET are always outages. By default no other exception is.
    /// </summary>
    public Func<Exception, bool> IsOutage
    {
        get;
        init => field = Require.NotNull(value);
    } = static _ => false;

    /// <summary>Whether an exception is an outage, by its kind or by the program's word.</summary>
    internal bool Covers(Exception exception) =>
        exception is EventStoreException { IsTransient: true } or EventStoreException { OutcomeUnknown: true } or DbException { IsTransient: true } || IsOutage(exception);
}

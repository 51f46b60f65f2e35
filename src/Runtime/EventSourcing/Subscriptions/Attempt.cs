namespace EventSourcing.Subscriptions;

/// <summary>An attempt to handle units.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Index">Which of the units failed, or <see cref="HandlingProgress.Unknown"/>.</param>
/// <param name="IsBeforeHandled">Whether what comes before that unit has happened all the same: there was no transaction that could be undone.</param>
internal readonly record struct Attempt(AttemptOutcome Outcome, Exception? Error = null, int Index = HandlingProgress.Unknown, bool IsBeforeHandled = false)
{
    public static Attempt Done => new(AttemptOutcome.Done);

    public static Attempt Behind => new(AttemptOutcome.Behind);

    public static Attempt Failed(Exception error, int index, bool isBeforeHandled = false) => new(AttemptOutcome.Failed, error, index, isBeforeHandled);

    public static Attempt Outage(Exception error, int index, bool isBeforeHandled) => new(AttemptOutcome.Outage, error, index, isBeforeHandled);
}

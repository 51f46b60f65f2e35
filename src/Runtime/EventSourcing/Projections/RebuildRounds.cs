namespace EventSourcing.Projections;

/// <summary>Says whether a rebuild comes closer to the end of the feed, round by round, while others append.</summary>
/// <param name="mostAtTakeOver">How many events may be left when the new tables take over.</param>
/// <param name="mostInVain">How many rounds in a row may leave as much as the one before.</param>
internal sealed class RebuildRounds(int mostAtTakeOver, int mostInVain)
{
    private long _least = long.MaxValue;
    private int _inVain;

    /// <summary>How many rounds in a row were in vain.</summary>
    public int InVain => _inVain;

    /// <summary>Whether so few are left that whoever writes may be kept waiting for them.</summary>
    public bool IsShort(long events) => events <= mostAtTakeOver;

    /// <summary>Notes how many events a round has found.</summary>
    /// <returns>Whether another round is worth it: they have become fewer by a tenth, or have not had enough rounds for it.</returns>
    public bool MayGoOn(long events)
    {
        if (events <= _least - (_least / 10) && events < _least)
        {
            (_least, _inVain) = (events, 0);
            return true;
        }

        return ++_inVain < mostInVain;
    }
}

namespace EventSourcing.ReadModels;

/// <summary>Reads ahead for a projection: what was learned with earlier events, and after the first ones of a delivery what was learned with those.</summary>
/// <param name="foresight">What is learned.</param>
/// <param name="session">The read models of the delivery's transaction.</param>
/// <param name="events">The events of the delivery.</param>
internal sealed class ProjectionReadAhead(RowForesight foresight, RowSession session, RecordedEvent[] events) : IReadAhead
{
    // After the first few events, and again when these were of another kind than most.
    private const int First = 12;
    private const int Second = 96;

    private int _looked;

    public bool IsDue(int next) => next is 0 or First or Second || next == events.Length;

    public async ValueTask ReadAsync(int next, CancellationToken cancellationToken)
    {
        foreach (var table in session.Tables)
        {
            if (next == events.Length) foresight.Judge(table.Mapping, table.Finds);
            foresight.Learn(table.Mapping, table.Finds.Missed, events.AsSpan(_looked..next));
            table.Finds.ClearMissed();
            if (events.Length - next < 2 || foresight.SourceOf(table.Mapping) is var source && source == RowKeySource.None) continue;
            await table.ReadAheadAsync(foresight.KeysOf(table.Mapping, source, events.AsSpan(next)), cancellationToken).ConfigureAwait(false);
        }

        _looked = next;
    }
}

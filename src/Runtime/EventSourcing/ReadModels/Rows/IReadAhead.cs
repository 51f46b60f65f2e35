namespace EventSourcing.ReadModels;

/// <summary>Reads rows for events of one delivery together, before they are handled one after the other.</summary>
internal interface IReadAhead
{
    /// <summary>Told before an event is handled, and once more after the last.</summary>
    /// <param name="next">The place of the event among those of the delivery, from 0.</param>
    /// <returns>Whether <see cref="ReadAsync"/> is to be called now.</returns>
    bool IsDue(int next);

    /// <summary>Reads what the events that are left are likely to be handled with.</summary>
    /// <param name="next">As for <see cref="IsDue"/>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    ValueTask ReadAsync(int next, CancellationToken cancellationToken);
}

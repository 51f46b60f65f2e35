namespace EventSourcing.Subscriptions;

/// <content>Reads what was parked.</content>
internal sealed partial class SubscriptionRun
{
    /// <summary>Reads the event of a dead letter again.</summary>
    /// <returns>The event, or what says that it cannot be handled; <see langword="null"/> where it is no longer stored.</returns>
    public async ValueTask<FeedUnit?> ReadAgainAsync(DeadLetter letter)
    {
        if (await ReadAgainAsync(letter, _registration.Filter).ConfigureAwait(false) is { } unit) return unit;
        if (await ReadAgainAsync(letter, FeedReadOptions.Default).ConfigureAwait(false) is not { } other) return null;
        var refusal = new InvalidOperationException($"The event is stored, and does not pass the filter of '{Options.Name}' any more. Let the filter have it again and replay it, or resolve the dead letter.");
        return new FeedUnit(letter.Position, letter.Stream, letter.Version, letter.EventName, other.SchemaVersion, stored: null, refusal) { Key = letter.Key };
    }

    private async ValueTask<FeedUnit?> ReadAgainAsync(DeadLetter letter, FeedReadOptions filter)
    {
        GlobalPosition? before = letter.Position.Value > 0 ? new GlobalPosition(letter.Position.StoreId, letter.Position.Value - 1) : null;
        FeedUnit? unit = null;
        using var turn = await Turns.TakeAsync(Aborted).ConfigureAwait(false);
        try
        {
            await foreach (var @event in Store.ReadAllAsync(before, filter with { Limit = 1 }, Aborted).ConfigureAwait(false))
            {
                if (@event.Position != letter.Position) return null;
                if (unit is null) unit = new FeedUnit(@event, @event.PayloadSize) { Key = letter.Key };
                else unit.Add(@event);
            }
        }
        catch (EventSourcingException e) when (PoisonLocator.Identify(e) is { } poison)
        {
            // Where it is another one that cannot be read, there is nothing at the letter's place any more.
            return poison.Stream == letter.Stream && poison.Version == letter.Version
                ? new FeedUnit(letter.Position, letter.Stream, letter.Version, letter.EventName, poison.SchemaVersion, stored: null, e) { Key = letter.Key }
                : null;
        }

        return unit;
    }
}

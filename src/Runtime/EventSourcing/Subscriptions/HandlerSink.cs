using EventSourcing.Diagnostics;
using EventSourcing.ReadModels;

namespace EventSourcing.Subscriptions;

/// <summary>Gives events to a handler one after the other.</summary>
/// <param name="open">How a delivery is handled: always by the same handler, or by an instance of a projection that is bound to its transaction.</param>
/// <param name="operation">What traces call it.</param>
internal sealed class HandlerSink(Func<Delivery, EventHandling> open, string operation = "handle") : EventSink
{
    public override async ValueTask HandleAsync(IReadOnlyList<FeedUnit> units, Delivery delivery, int attempt, HandlerGuard guard, HandlingProgress progress)
    {
        var handling = open(delivery);
        var ahead = units.Count > 1 ? handling.ReadAhead?.Invoke([.. units.Select(u => u.First)]) : null;
        for (var i = 0; i < units.Count; i++)
        {
            if (ahead is not null) await ReadAheadAsync(ahead, i, guard, progress).ConfigureAwait(false);
            progress.Index = i;
            var unit = units[i];
            for (var part = 0; part < unit.PartCount; part++)
            {
                var @event = unit.Part(part);
                using (EventSourcingContext.Handling(@event.Metadata))
                {
                    var context = new EventContext(@event, delivery, attempt);
                    var span = HandleSpan.Begin(operation, context);
                    try
                    {
                        guard.Begin();
                        await guard.AwaitAsync(handling.Handle(context, guard.Token)).ConfigureAwait(false);
                    }
                    catch (Exception e)
                    {
                        span.Failed(e);
                        throw;
                    }
                    finally
                    {
                        span.Dispose();
                    }
                }
            }
        }

        progress.Index = HandlingProgress.Unknown;
        if (ahead is not null) await ReadAheadAsync(ahead, units.Count, guard, progress).ConfigureAwait(false);
    }

    private static async ValueTask ReadAheadAsync(IReadAhead ahead, int next, HandlerGuard guard, HandlingProgress progress)
    {
        if (!ahead.IsDue(next)) return;
        progress.Index = HandlingProgress.Unknown;
        guard.Begin();
        await guard.AwaitAsync(ahead.ReadAsync(next, guard.Token)).ConfigureAwait(false);
    }
}

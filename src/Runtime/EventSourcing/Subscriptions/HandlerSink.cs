using EventSourcing.Diagnostics;

namespace EventSourcing.Subscriptions;

/// <summary>Gives events to a handler one after the other.</summary>
/// <param name="open">The handler for a delivery: the same one for all, or an instance of a projection that is bound to its transaction.</param>
/// <param name="operation">What traces call it.</param>
internal sealed class HandlerSink(Func<Delivery, Func<EventContext, CancellationToken, ValueTask>> open, string operation = "handle") : EventSink
{
    public override async ValueTask HandleAsync(IReadOnlyList<FeedUnit> units, Delivery delivery, int attempt, HandlerGuard guard, HandlingProgress progress)
    {
        var handler = open(delivery);
        for (var i = 0; i < units.Count; i++)
        {
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
                        await guard.AwaitAsync(handler(context, guard.Token)).ConfigureAwait(false);
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
    }
}

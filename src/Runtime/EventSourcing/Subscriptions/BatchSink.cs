using EventSourcing.Diagnostics;

namespace EventSourcing.Subscriptions;

/// <summary>Gives events to a batch handler. What it raises has no event as its cause, unless the batch is of one.</summary>
/// <param name="open">The handler for a delivery: the same one for all, or an instance of a projection that is bound to its transaction.</param>
/// <param name="operation">What traces call it.</param>
internal sealed class BatchSink(Func<Delivery, Func<IReadOnlyList<EventContext>, CancellationToken, ValueTask>> open, string operation = "handle") : EventSink
{
    public override async ValueTask HandleAsync(IReadOnlyList<FeedUnit> units, Delivery delivery, int attempt, HandlerGuard guard, HandlingProgress progress)
    {
        var events = new List<EventContext>(units.Count);
        foreach (var unit in units)
        {
            for (var part = 0; part < unit.PartCount; part++) events.Add(new EventContext(unit.Part(part), delivery, attempt));
        }

        using (events is [var only] ? EventSourcingContext.Handling(only.Metadata) : null)
        {
            var span = HandleSpan.Begin(operation, events);
            try
            {
                guard.Begin();
                await guard.AwaitAsync(open(delivery)(events, guard.Token)).ConfigureAwait(false);
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

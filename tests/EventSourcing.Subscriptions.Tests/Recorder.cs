namespace EventSourcing.Subscriptions.Tests;

/// <summary>A handler that remembers what it was given.</summary>
internal sealed class Recorder
{
    private readonly Lock _gate = new();
    private readonly List<RecordedEvent> _events = [];

    public List<RecordedEvent> Events
    {
        get
        {
            lock (_gate) return [.. _events];
        }
    }

    public List<int> Values => [.. Events.Select(TestEvents.ValueOf)];

    public ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        lock (_gate) _events.Add(context.Event);
        return ValueTask.CompletedTask;
    }
}

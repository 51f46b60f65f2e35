namespace EventSourcing.Subscriptions.Tests;

/// <summary>A process that says on each event what it was, and for each third one once more when a timeout has elapsed.</summary>
internal sealed class Courier(IReadModel<Sum> states, Action<int>? probe) : ProcessManager<Sum>(states), IProjection
{
    private static readonly ReadModelMapping<Sum> States = Sum.Mapping.WithTable("couriers");

    public static ProjectionDescriptor<Courier> Descriptor { get; } = new("courier", 1, [typeof(Moved), typeof(Rang)], [States], static d => new Courier(d.ReadModel(States), d.OptionalService<Action<int>>()));

    /// <summary>Where it says so: values, and those of timeouts with a minus.</summary>
    public static StreamId Said(string key) => TestEvents.Stream(key, "said");

    /// <summary>Whether there is a timeout for a value.</summary>
    public static bool IsRung(int value) => value % 3 == 0;

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        probe?.Invoke(TestEvents.ValueOf(context.Event));
        if (!HasState) State = new Sum(Key, 0, 0);
        if (context.Event.Data is Moved moved)
        {
            State = State with { Total = State.Total + moved.Value };
            if (IsRung(moved.Value)) SetTimeout($"{moved.Value}", TimeSpan.FromMilliseconds(moved.Value % 50), new Rang(moved.Value));
            await SayAsync(moved.Value, cancellationToken);
        }
        else if (context.Event.Data is Rang rang)
        {
            State = State with { Count = State.Count + 1 };
            await SayAsync(-rang.Value, cancellationToken);
        }
    }

    protected internal override bool Starts(object @event) => @event is Moved;

    private async ValueTask SayAsync(int value, CancellationToken cancellationToken) => await AppendAsync(Said(Key), ExpectedVersion.Any, [new Effect(value)], cancellationToken);
}

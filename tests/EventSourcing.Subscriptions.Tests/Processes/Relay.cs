namespace EventSourcing.Subscriptions.Tests;

/// <summary>
/// A process that appends an effect for each number that it is told, sets a timeout at those that can be divided by three, and ends at those that can be divided by seven. What its timeouts bring has a thousand
/// added.
/// </summary>
internal sealed class Relay(IReadModel<RelayState> states) : ProcessManager<RelayState>(states), IProjection
{
    public const int Late = 1_000;

    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    public static ProjectionDescriptor<Relay> Descriptor { get; } = new("relay", 1, [typeof(Opened), typeof(Moved)], [RelayState.Mapping], static d => new Relay(d.ReadModel(RelayState.Mapping)));

    protected internal override bool RestartsCompleted => true;

    public static StreamId Effects(string key) => new("effects", key);

    public static bool Waits(int value) => value is > 0 and < Late && value % 3 == 0;

    public static bool Ends(int value) => value is > 0 and < Late && value % 7 == 0;

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var value = TestEvents.ValueOf(context.Event);
        State = HasState ? State with { Sum = State.Sum + value } : new RelayState(Key, value);
        if (context.Event.Data is Opened) return;
        await AppendAsync(Effects(Key), ExpectedVersion.Any, [new Effect(value)], cancellationToken);
        if (Waits(value)) SetTimeout("late", Wait, new Moved(value + Late));
        if (Ends(value)) Complete();
    }

    protected internal override bool Starts(object @event) => @event is Opened;
}

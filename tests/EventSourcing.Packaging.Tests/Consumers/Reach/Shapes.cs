namespace Reach;

/// <summary>Types around aggregates and events, of every kind that can be partial.</summary>
public static partial class Outside
{
    /// <summary>A struct.</summary>
    internal partial record struct Between
    {
        /// <summary>An interface.</summary>
        internal partial interface IInner
        {
            /// <summary>A nested event.</summary>
            /// <param name="Value">A value.</param>
            [DomainEvent]
            internal readonly record struct ValueRecorded(int Value);

            /// <summary>A nested aggregate.</summary>
            [Aggregate("nested")]
            internal sealed partial class Nested : AggregateRoot<Guid>
            {
                public int Sum { get; private set; }

                public void Record(int value) => Raise(new ValueRecorded(value));

                [Handles]
                internal void On(ValueRecorded e) => Sum += e.Value;
            }
        }
    }
}

/// <summary>An event whose name and members are keywords.</summary>
/// <param name="class">A value.</param>
/// <param name="event">A value.</param>
/// <param name="await">A value.</param>
/// <param name="record">A value.</param>
[DomainEvent("keyword-used")]
internal sealed record @switched(int @class, string @event, bool @await, string? @record);

/// <summary>An aggregate whose name and handler are keywords.</summary>
[Aggregate("keyword")]
internal sealed partial class @namespace : AggregateRoot<string>
{
    public string Text { get; private set; } = "";

    public void Use(string text) => Raise(new @switched(1, text, true, null));

    [Handles]
    private void @checked(@switched @object) => Text = @object.@event;
}

/// <summary>What several kinds of events have in common.</summary>
internal interface IMachineEvent
{
    string Serial { get; }
}

/// <summary>An event that a handler of an interface takes.</summary>
[DomainEvent]
internal sealed record MachineStarted(string Serial) : IMachineEvent;

/// <summary>An event without an attribute, which a handler takes.</summary>
internal sealed record MachineStopped(string Serial, TimeSpan After) : IMachineEvent;

/// <summary>A generic base aggregate, with a handler that is inherited.</summary>
internal abstract partial class Machine<TId> : AggregateRoot<TId>
    where TId : notnull, IParsable<TId>
{
    public int Events { get; private set; }

    public string Serial { get; private set; } = "";

    [Handles]
    private void OnAny(IMachineEvent e, EventMetadata metadata)
    {
        Events++;
        Serial = e.Serial + (metadata.Actor ?? "");
    }
}

/// <summary>An aggregate that inherits a handler, adds one of its own, and stands in two files.</summary>
[Aggregate]
internal sealed partial class Press : Machine<int>
{
    public TimeSpan Total { get; private set; }

    public void Start() => Raise(new MachineStarted("P" + Id));
}

/// <summary>An aggregate over a state record, with a decider.</summary>
[Aggregate("door")]
internal sealed partial class Door : AggregateRoot<DoorId, DoorState>
{
    public static IEnumerable<object> Decide(TurnKey command, DoorState state) => state.IsLocked == command.Lock ? [] : [new DoorTurned(command.Lock)];

    [Handles]
    private static DoorState On(DoorState state, DoorTurned e) => state with { IsLocked = e.Locked, Turns = state.Turns + 1 };
}

/// <summary>A command.</summary>
internal readonly record struct TurnKey(bool Lock);

/// <summary>The state.</summary>
internal sealed record DoorState(bool IsLocked, int Turns)
{
    public static DoorState Initial { get; } = new(false, 0);
}

/// <summary>An event with a body, an initializer and an obsolete member.</summary>
[DomainEvent(Version = 4, Aliases = ["door-moved"])]
internal sealed record DoorTurned(bool Locked)
{
    [Obsolete("Nobody looks at it.")]
    public string? By { get; init; }

    public int Angle { get; init; } = 90;
}

/// <summary>A strongly typed id.</summary>
internal readonly record struct DoorId(int Value) : IParsable<DoorId>
{
    public static DoorId Parse(string s, IFormatProvider? provider) => new(int.Parse(s, provider));

    public static bool TryParse(string? s, IFormatProvider? provider, out DoorId result)
    {
        var isParsed = int.TryParse(s, provider, out var value);
        result = new DoorId(value);
        return isParsed;
    }

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Processes;

/// <summary>An aggregate that a process lets decide: notes, each with the number of those before it as the aggregate has seen them.</summary>
internal sealed class Board : AggregateRoot<string>, IAggregate<Board, string>
{
    public static AggregateDescriptor Descriptor { get; } = new(typeof(Board), "board", typeof(NoteTaken)) { UsesMetadata = false };

    private int _count;

    public static Board CreateEmpty() => new();

    public void Pin(string text) => Raise(new NoteTaken($"{text} after {_count}"));

    /// <summary>Raises an event, and then refuses.</summary>
    public void Refuse()
    {
        Raise(new NoteTaken($"never after {_count}"));
        throw new NotSupportedException("The board refuses.");
    }

    protected override void Apply(object @event, EventMetadata metadata)
    {
        if (@event is NoteTaken) _count++;
        else throw Unhandled(@event);
    }
}

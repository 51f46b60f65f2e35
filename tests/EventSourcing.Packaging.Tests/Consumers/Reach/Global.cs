global using EventSourcing;

/// <summary>An event in the global namespace.</summary>
/// <param name="Level">A value.</param>
[DomainEvent]
public sealed record TankFilled(int Level);

/// <summary>An aggregate in the global namespace.</summary>
[Aggregate]
public sealed partial class Tank : AggregateRoot<long>
{
    /// <summary>State.</summary>
    public int Level { get; private set; }

    /// <summary>A command.</summary>
    /// <param name="level">A value.</param>
    public void Fill(int level) => Raise(new TankFilled(level));

    [Handles]
    private void On(TankFilled e) => Level += e.Level;
}

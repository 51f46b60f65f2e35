#pragma warning disable ESG0306 // Measures the dispatch by itself, without raising.
using EventSourcing;

namespace Benchmarks.Dispatch;

[DomainEvent]
public sealed record Wide5Changed0(int By);

[DomainEvent]
public sealed record Wide5Changed1(int By);

[DomainEvent]
public sealed record Wide5Changed2(int By);

[DomainEvent]
public sealed record Wide5Changed3(int By);

[DomainEvent]
public sealed record Wide5Changed4(int By);

/// <summary>An aggregate of 5 event types: the emitted dispatch beside the switch that one writes by hand.</summary>
public sealed partial class Wide5 : AggregateRoot<Guid>
{
    private static readonly EventMetadata None = new();

    public static object[] Events { get; } =
    [
        new Wide5Changed0(0),
        new Wide5Changed1(1),
        new Wide5Changed2(2),
        new Wide5Changed3(3),
        new Wide5Changed4(4),
    ];

    public long Value { get; private set; }

    public void ApplyEmitted(object e) => Apply(e, None);

    public void ApplyByHand(object @event)
    {
        switch (@event)
        {
            case Wide5Changed0 e: On(e); break;
            case Wide5Changed1 e: On(e); break;
            case Wide5Changed2 e: On(e); break;
            case Wide5Changed3 e: On(e); break;
            case Wide5Changed4 e: On(e); break;
            default: throw new InvalidOperationException(@event.ToString());
        }
    }

    [Handles]
    private void On(Wide5Changed0 e) => Value += e.By;

    [Handles]
    private void On(Wide5Changed1 e) => Value += e.By;

    [Handles]
    private void On(Wide5Changed2 e) => Value += e.By;

    [Handles]
    private void On(Wide5Changed3 e) => Value += e.By;

    [Handles]
    private void On(Wide5Changed4 e) => Value += e.By;
}

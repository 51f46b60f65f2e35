#pragma warning disable ESG0306 // Measures the dispatch by itself, without raising.
using EventSourcing;

namespace Benchmarks.Dispatch;

[DomainEvent]
public sealed record Wide20Changed0(int By);

[DomainEvent]
public sealed record Wide20Changed1(int By);

[DomainEvent]
public sealed record Wide20Changed2(int By);

[DomainEvent]
public sealed record Wide20Changed3(int By);

[DomainEvent]
public sealed record Wide20Changed4(int By);

[DomainEvent]
public sealed record Wide20Changed5(int By);

[DomainEvent]
public sealed record Wide20Changed6(int By);

[DomainEvent]
public sealed record Wide20Changed7(int By);

[DomainEvent]
public sealed record Wide20Changed8(int By);

[DomainEvent]
public sealed record Wide20Changed9(int By);

[DomainEvent]
public sealed record Wide20Changed10(int By);

[DomainEvent]
public sealed record Wide20Changed11(int By);

[DomainEvent]
public sealed record Wide20Changed12(int By);

[DomainEvent]
public sealed record Wide20Changed13(int By);

[DomainEvent]
public sealed record Wide20Changed14(int By);

[DomainEvent]
public sealed record Wide20Changed15(int By);

[DomainEvent]
public sealed record Wide20Changed16(int By);

[DomainEvent]
public sealed record Wide20Changed17(int By);

[DomainEvent]
public sealed record Wide20Changed18(int By);

[DomainEvent]
public sealed record Wide20Changed19(int By);

/// <summary>An aggregate of 20 event types: the emitted dispatch beside the switch that one writes by hand.</summary>
public sealed partial class Wide20 : AggregateRoot<Guid>
{
    private static readonly EventMetadata None = new();

    public static object[] Events { get; } =
    [
        new Wide20Changed0(0),
        new Wide20Changed1(1),
        new Wide20Changed2(2),
        new Wide20Changed3(3),
        new Wide20Changed4(4),
        new Wide20Changed5(5),
        new Wide20Changed6(6),
        new Wide20Changed7(7),
        new Wide20Changed8(8),
        new Wide20Changed9(9),
        new Wide20Changed10(10),
        new Wide20Changed11(11),
        new Wide20Changed12(12),
        new Wide20Changed13(13),
        new Wide20Changed14(14),
        new Wide20Changed15(15),
        new Wide20Changed16(16),
        new Wide20Changed17(17),
        new Wide20Changed18(18),
        new Wide20Changed19(19),
    ];

    public long Value { get; private set; }

    public void ApplyEmitted(object e) => Apply(e, None);

    public void ApplyByHand(object @event)
    {
        switch (@event)
        {
            case Wide20Changed0 e: On(e); break;
            case Wide20Changed1 e: On(e); break;
            case Wide20Changed2 e: On(e); break;
            case Wide20Changed3 e: On(e); break;
            case Wide20Changed4 e: On(e); break;
            case Wide20Changed5 e: On(e); break;
            case Wide20Changed6 e: On(e); break;
            case Wide20Changed7 e: On(e); break;
            case Wide20Changed8 e: On(e); break;
            case Wide20Changed9 e: On(e); break;
            case Wide20Changed10 e: On(e); break;
            case Wide20Changed11 e: On(e); break;
            case Wide20Changed12 e: On(e); break;
            case Wide20Changed13 e: On(e); break;
            case Wide20Changed14 e: On(e); break;
            case Wide20Changed15 e: On(e); break;
            case Wide20Changed16 e: On(e); break;
            case Wide20Changed17 e: On(e); break;
            case Wide20Changed18 e: On(e); break;
            case Wide20Changed19 e: On(e); break;
            default: throw new InvalidOperationException(@event.ToString());
        }
    }

    [Handles]
    private void On(Wide20Changed0 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed1 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed2 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed3 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed4 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed5 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed6 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed7 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed8 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed9 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed10 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed11 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed12 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed13 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed14 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed15 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed16 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed17 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed18 e) => Value += e.By;

    [Handles]
    private void On(Wide20Changed19 e) => Value += e.By;
}

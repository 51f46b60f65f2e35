#pragma warning disable ESG0306 // Measures the dispatch by itself, without raising.
using EventSourcing;

namespace Benchmarks.Dispatch;

[DomainEvent]
public sealed record Wide100Changed0(int By);

[DomainEvent]
public sealed record Wide100Changed1(int By);

[DomainEvent]
public sealed record Wide100Changed2(int By);

[DomainEvent]
public sealed record Wide100Changed3(int By);

[DomainEvent]
public sealed record Wide100Changed4(int By);

[DomainEvent]
public sealed record Wide100Changed5(int By);

[DomainEvent]
public sealed record Wide100Changed6(int By);

[DomainEvent]
public sealed record Wide100Changed7(int By);

[DomainEvent]
public sealed record Wide100Changed8(int By);

[DomainEvent]
public sealed record Wide100Changed9(int By);

[DomainEvent]
public sealed record Wide100Changed10(int By);

[DomainEvent]
public sealed record Wide100Changed11(int By);

[DomainEvent]
public sealed record Wide100Changed12(int By);

[DomainEvent]
public sealed record Wide100Changed13(int By);

[DomainEvent]
public sealed record Wide100Changed14(int By);

[DomainEvent]
public sealed record Wide100Changed15(int By);

[DomainEvent]
public sealed record Wide100Changed16(int By);

[DomainEvent]
public sealed record Wide100Changed17(int By);

[DomainEvent]
public sealed record Wide100Changed18(int By);

[DomainEvent]
public sealed record Wide100Changed19(int By);

[DomainEvent]
public sealed record Wide100Changed20(int By);

[DomainEvent]
public sealed record Wide100Changed21(int By);

[DomainEvent]
public sealed record Wide100Changed22(int By);

[DomainEvent]
public sealed record Wide100Changed23(int By);

[DomainEvent]
public sealed record Wide100Changed24(int By);

[DomainEvent]
public sealed record Wide100Changed25(int By);

[DomainEvent]
public sealed record Wide100Changed26(int By);

[DomainEvent]
public sealed record Wide100Changed27(int By);

[DomainEvent]
public sealed record Wide100Changed28(int By);

[DomainEvent]
public sealed record Wide100Changed29(int By);

[DomainEvent]
public sealed record Wide100Changed30(int By);

[DomainEvent]
public sealed record Wide100Changed31(int By);

[DomainEvent]
public sealed record Wide100Changed32(int By);

[DomainEvent]
public sealed record Wide100Changed33(int By);

[DomainEvent]
public sealed record Wide100Changed34(int By);

[DomainEvent]
public sealed record Wide100Changed35(int By);

[DomainEvent]
public sealed record Wide100Changed36(int By);

[DomainEvent]
public sealed record Wide100Changed37(int By);

[DomainEvent]
public sealed record Wide100Changed38(int By);

[DomainEvent]
public sealed record Wide100Changed39(int By);

[DomainEvent]
public sealed record Wide100Changed40(int By);

[DomainEvent]
public sealed record Wide100Changed41(int By);

[DomainEvent]
public sealed record Wide100Changed42(int By);

[DomainEvent]
public sealed record Wide100Changed43(int By);

[DomainEvent]
public sealed record Wide100Changed44(int By);

[DomainEvent]
public sealed record Wide100Changed45(int By);

[DomainEvent]
public sealed record Wide100Changed46(int By);

[DomainEvent]
public sealed record Wide100Changed47(int By);

[DomainEvent]
public sealed record Wide100Changed48(int By);

[DomainEvent]
public sealed record Wide100Changed49(int By);

[DomainEvent]
public sealed record Wide100Changed50(int By);

[DomainEvent]
public sealed record Wide100Changed51(int By);

[DomainEvent]
public sealed record Wide100Changed52(int By);

[DomainEvent]
public sealed record Wide100Changed53(int By);

[DomainEvent]
public sealed record Wide100Changed54(int By);

[DomainEvent]
public sealed record Wide100Changed55(int By);

[DomainEvent]
public sealed record Wide100Changed56(int By);

[DomainEvent]
public sealed record Wide100Changed57(int By);

[DomainEvent]
public sealed record Wide100Changed58(int By);

[DomainEvent]
public sealed record Wide100Changed59(int By);

[DomainEvent]
public sealed record Wide100Changed60(int By);

[DomainEvent]
public sealed record Wide100Changed61(int By);

[DomainEvent]
public sealed record Wide100Changed62(int By);

[DomainEvent]
public sealed record Wide100Changed63(int By);

[DomainEvent]
public sealed record Wide100Changed64(int By);

[DomainEvent]
public sealed record Wide100Changed65(int By);

[DomainEvent]
public sealed record Wide100Changed66(int By);

[DomainEvent]
public sealed record Wide100Changed67(int By);

[DomainEvent]
public sealed record Wide100Changed68(int By);

[DomainEvent]
public sealed record Wide100Changed69(int By);

[DomainEvent]
public sealed record Wide100Changed70(int By);

[DomainEvent]
public sealed record Wide100Changed71(int By);

[DomainEvent]
public sealed record Wide100Changed72(int By);

[DomainEvent]
public sealed record Wide100Changed73(int By);

[DomainEvent]
public sealed record Wide100Changed74(int By);

[DomainEvent]
public sealed record Wide100Changed75(int By);

[DomainEvent]
public sealed record Wide100Changed76(int By);

[DomainEvent]
public sealed record Wide100Changed77(int By);

[DomainEvent]
public sealed record Wide100Changed78(int By);

[DomainEvent]
public sealed record Wide100Changed79(int By);

[DomainEvent]
public sealed record Wide100Changed80(int By);

[DomainEvent]
public sealed record Wide100Changed81(int By);

[DomainEvent]
public sealed record Wide100Changed82(int By);

[DomainEvent]
public sealed record Wide100Changed83(int By);

[DomainEvent]
public sealed record Wide100Changed84(int By);

[DomainEvent]
public sealed record Wide100Changed85(int By);

[DomainEvent]
public sealed record Wide100Changed86(int By);

[DomainEvent]
public sealed record Wide100Changed87(int By);

[DomainEvent]
public sealed record Wide100Changed88(int By);

[DomainEvent]
public sealed record Wide100Changed89(int By);

[DomainEvent]
public sealed record Wide100Changed90(int By);

[DomainEvent]
public sealed record Wide100Changed91(int By);

[DomainEvent]
public sealed record Wide100Changed92(int By);

[DomainEvent]
public sealed record Wide100Changed93(int By);

[DomainEvent]
public sealed record Wide100Changed94(int By);

[DomainEvent]
public sealed record Wide100Changed95(int By);

[DomainEvent]
public sealed record Wide100Changed96(int By);

[DomainEvent]
public sealed record Wide100Changed97(int By);

[DomainEvent]
public sealed record Wide100Changed98(int By);

[DomainEvent]
public sealed record Wide100Changed99(int By);

/// <summary>An aggregate of 100 event types: the emitted dispatch beside the switch that one writes by hand.</summary>
public sealed partial class Wide100 : AggregateRoot<Guid>
{
    private static readonly EventMetadata None = new();

    public static object[] Events { get; } =
    [
        new Wide100Changed0(0),
        new Wide100Changed1(1),
        new Wide100Changed2(2),
        new Wide100Changed3(3),
        new Wide100Changed4(4),
        new Wide100Changed5(5),
        new Wide100Changed6(6),
        new Wide100Changed7(7),
        new Wide100Changed8(8),
        new Wide100Changed9(9),
        new Wide100Changed10(10),
        new Wide100Changed11(11),
        new Wide100Changed12(12),
        new Wide100Changed13(13),
        new Wide100Changed14(14),
        new Wide100Changed15(15),
        new Wide100Changed16(16),
        new Wide100Changed17(17),
        new Wide100Changed18(18),
        new Wide100Changed19(19),
        new Wide100Changed20(20),
        new Wide100Changed21(21),
        new Wide100Changed22(22),
        new Wide100Changed23(23),
        new Wide100Changed24(24),
        new Wide100Changed25(25),
        new Wide100Changed26(26),
        new Wide100Changed27(27),
        new Wide100Changed28(28),
        new Wide100Changed29(29),
        new Wide100Changed30(30),
        new Wide100Changed31(31),
        new Wide100Changed32(32),
        new Wide100Changed33(33),
        new Wide100Changed34(34),
        new Wide100Changed35(35),
        new Wide100Changed36(36),
        new Wide100Changed37(37),
        new Wide100Changed38(38),
        new Wide100Changed39(39),
        new Wide100Changed40(40),
        new Wide100Changed41(41),
        new Wide100Changed42(42),
        new Wide100Changed43(43),
        new Wide100Changed44(44),
        new Wide100Changed45(45),
        new Wide100Changed46(46),
        new Wide100Changed47(47),
        new Wide100Changed48(48),
        new Wide100Changed49(49),
        new Wide100Changed50(50),
        new Wide100Changed51(51),
        new Wide100Changed52(52),
        new Wide100Changed53(53),
        new Wide100Changed54(54),
        new Wide100Changed55(55),
        new Wide100Changed56(56),
        new Wide100Changed57(57),
        new Wide100Changed58(58),
        new Wide100Changed59(59),
        new Wide100Changed60(60),
        new Wide100Changed61(61),
        new Wide100Changed62(62),
        new Wide100Changed63(63),
        new Wide100Changed64(64),
        new Wide100Changed65(65),
        new Wide100Changed66(66),
        new Wide100Changed67(67),
        new Wide100Changed68(68),
        new Wide100Changed69(69),
        new Wide100Changed70(70),
        new Wide100Changed71(71),
        new Wide100Changed72(72),
        new Wide100Changed73(73),
        new Wide100Changed74(74),
        new Wide100Changed75(75),
        new Wide100Changed76(76),
        new Wide100Changed77(77),
        new Wide100Changed78(78),
        new Wide100Changed79(79),
        new Wide100Changed80(80),
        new Wide100Changed81(81),
        new Wide100Changed82(82),
        new Wide100Changed83(83),
        new Wide100Changed84(84),
        new Wide100Changed85(85),
        new Wide100Changed86(86),
        new Wide100Changed87(87),
        new Wide100Changed88(88),
        new Wide100Changed89(89),
        new Wide100Changed90(90),
        new Wide100Changed91(91),
        new Wide100Changed92(92),
        new Wide100Changed93(93),
        new Wide100Changed94(94),
        new Wide100Changed95(95),
        new Wide100Changed96(96),
        new Wide100Changed97(97),
        new Wide100Changed98(98),
        new Wide100Changed99(99),
    ];

    public long Value { get; private set; }

    public void ApplyEmitted(object e) => Apply(e, None);

    public void ApplyByHand(object @event)
    {
        switch (@event)
        {
            case Wide100Changed0 e: On(e); break;
            case Wide100Changed1 e: On(e); break;
            case Wide100Changed2 e: On(e); break;
            case Wide100Changed3 e: On(e); break;
            case Wide100Changed4 e: On(e); break;
            case Wide100Changed5 e: On(e); break;
            case Wide100Changed6 e: On(e); break;
            case Wide100Changed7 e: On(e); break;
            case Wide100Changed8 e: On(e); break;
            case Wide100Changed9 e: On(e); break;
            case Wide100Changed10 e: On(e); break;
            case Wide100Changed11 e: On(e); break;
            case Wide100Changed12 e: On(e); break;
            case Wide100Changed13 e: On(e); break;
            case Wide100Changed14 e: On(e); break;
            case Wide100Changed15 e: On(e); break;
            case Wide100Changed16 e: On(e); break;
            case Wide100Changed17 e: On(e); break;
            case Wide100Changed18 e: On(e); break;
            case Wide100Changed19 e: On(e); break;
            case Wide100Changed20 e: On(e); break;
            case Wide100Changed21 e: On(e); break;
            case Wide100Changed22 e: On(e); break;
            case Wide100Changed23 e: On(e); break;
            case Wide100Changed24 e: On(e); break;
            case Wide100Changed25 e: On(e); break;
            case Wide100Changed26 e: On(e); break;
            case Wide100Changed27 e: On(e); break;
            case Wide100Changed28 e: On(e); break;
            case Wide100Changed29 e: On(e); break;
            case Wide100Changed30 e: On(e); break;
            case Wide100Changed31 e: On(e); break;
            case Wide100Changed32 e: On(e); break;
            case Wide100Changed33 e: On(e); break;
            case Wide100Changed34 e: On(e); break;
            case Wide100Changed35 e: On(e); break;
            case Wide100Changed36 e: On(e); break;
            case Wide100Changed37 e: On(e); break;
            case Wide100Changed38 e: On(e); break;
            case Wide100Changed39 e: On(e); break;
            case Wide100Changed40 e: On(e); break;
            case Wide100Changed41 e: On(e); break;
            case Wide100Changed42 e: On(e); break;
            case Wide100Changed43 e: On(e); break;
            case Wide100Changed44 e: On(e); break;
            case Wide100Changed45 e: On(e); break;
            case Wide100Changed46 e: On(e); break;
            case Wide100Changed47 e: On(e); break;
            case Wide100Changed48 e: On(e); break;
            case Wide100Changed49 e: On(e); break;
            case Wide100Changed50 e: On(e); break;
            case Wide100Changed51 e: On(e); break;
            case Wide100Changed52 e: On(e); break;
            case Wide100Changed53 e: On(e); break;
            case Wide100Changed54 e: On(e); break;
            case Wide100Changed55 e: On(e); break;
            case Wide100Changed56 e: On(e); break;
            case Wide100Changed57 e: On(e); break;
            case Wide100Changed58 e: On(e); break;
            case Wide100Changed59 e: On(e); break;
            case Wide100Changed60 e: On(e); break;
            case Wide100Changed61 e: On(e); break;
            case Wide100Changed62 e: On(e); break;
            case Wide100Changed63 e: On(e); break;
            case Wide100Changed64 e: On(e); break;
            case Wide100Changed65 e: On(e); break;
            case Wide100Changed66 e: On(e); break;
            case Wide100Changed67 e: On(e); break;
            case Wide100Changed68 e: On(e); break;
            case Wide100Changed69 e: On(e); break;
            case Wide100Changed70 e: On(e); break;
            case Wide100Changed71 e: On(e); break;
            case Wide100Changed72 e: On(e); break;
            case Wide100Changed73 e: On(e); break;
            case Wide100Changed74 e: On(e); break;
            case Wide100Changed75 e: On(e); break;
            case Wide100Changed76 e: On(e); break;
            case Wide100Changed77 e: On(e); break;
            case Wide100Changed78 e: On(e); break;
            case Wide100Changed79 e: On(e); break;
            case Wide100Changed80 e: On(e); break;
            case Wide100Changed81 e: On(e); break;
            case Wide100Changed82 e: On(e); break;
            case Wide100Changed83 e: On(e); break;
            case Wide100Changed84 e: On(e); break;
            case Wide100Changed85 e: On(e); break;
            case Wide100Changed86 e: On(e); break;
            case Wide100Changed87 e: On(e); break;
            case Wide100Changed88 e: On(e); break;
            case Wide100Changed89 e: On(e); break;
            case Wide100Changed90 e: On(e); break;
            case Wide100Changed91 e: On(e); break;
            case Wide100Changed92 e: On(e); break;
            case Wide100Changed93 e: On(e); break;
            case Wide100Changed94 e: On(e); break;
            case Wide100Changed95 e: On(e); break;
            case Wide100Changed96 e: On(e); break;
            case Wide100Changed97 e: On(e); break;
            case Wide100Changed98 e: On(e); break;
            case Wide100Changed99 e: On(e); break;
            default: throw new InvalidOperationException(@event.ToString());
        }
    }

    [Handles]
    private void On(Wide100Changed0 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed1 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed2 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed3 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed4 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed5 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed6 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed7 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed8 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed9 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed10 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed11 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed12 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed13 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed14 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed15 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed16 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed17 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed18 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed19 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed20 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed21 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed22 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed23 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed24 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed25 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed26 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed27 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed28 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed29 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed30 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed31 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed32 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed33 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed34 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed35 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed36 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed37 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed38 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed39 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed40 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed41 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed42 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed43 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed44 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed45 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed46 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed47 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed48 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed49 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed50 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed51 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed52 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed53 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed54 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed55 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed56 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed57 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed58 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed59 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed60 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed61 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed62 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed63 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed64 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed65 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed66 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed67 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed68 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed69 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed70 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed71 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed72 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed73 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed74 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed75 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed76 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed77 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed78 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed79 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed80 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed81 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed82 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed83 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed84 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed85 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed86 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed87 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed88 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed89 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed90 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed91 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed92 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed93 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed94 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed95 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed96 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed97 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed98 e) => Value += e.By;

    [Handles]
    private void On(Wide100Changed99 e) => Value += e.By;
}

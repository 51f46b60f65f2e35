using System.Text.Json;

namespace EventSourcing.Tests.Upcasting;

/// <summary>A random set of shapes and of upcasters between them, as a catalog, and as a naive model of what it must do.</summary>
/// <param name="Plans">For each shape what its upcaster gives: shapes that come later; <see langword="null"/> for a current event.</param>
/// <param name="Forms">For each shape in which form its upcaster is written.</param>
/// <param name="Families">For each superseded shape the place of its name among all names.</param>
internal sealed record WayGraph(int[]?[] Plans, int[] Forms, int[] Families)
{
    private static readonly Func<string, IWay>[] Make = [w => new Way0(w), w => new Way1(w), w => new Way2(w), w => new Way3(w), w => new Way4(w), w => new Way5(w)];

    public static int Shapes => Make.Length;

    /// <summary>The name of a shape. Current events have names of their own, which superseded ones may share.</summary>
    public string NameOf(int shape) => Plans[shape] is null || Families[shape] >= Shapes ? $"way-{shape}" : $"way-{Families[shape]}";

    public static int VersionOf(int shape) => shape + 1;

    public bool IsCurrent(int shape) => Plans[shape] is null;

    /// <summary>What a stored event must be read as.</summary>
    public IEnumerable<IWay> Expected(int shape, string way) =>
        Plans[shape] is not { } plan ? [Make[shape](way)] : To(shape, plan) is { } to ? Expected(to, $"{way}>{to}") : plan.SelectMany(next => Expected(next, $"{way}>{next}"));

    public static int ShapeOf(object @event) => Array.FindIndex(Make, make => make("").GetType() == @event.GetType());

    public static object New(int shape, string way) => Make[shape](way);

    /// <summary>The catalog of the build that wrote a shape.</summary>
    public EventCatalog WriterOf(int shape) => new([Describe(shape)], []);

    /// <summary>The catalog of the build that reads them all.</summary>
    public EventCatalog Reader() => new(
        [.. Enumerable.Range(0, Shapes).Where(s => IsCurrent(s) || NeedsType(s)).Select(Describe)],
        [],
        [.. Enumerable.Range(0, Shapes).Where(s => !IsCurrent(s)).Select(Upcaster)]);

    public override string ToString() =>
        string.Join("; ", Enumerable.Range(0, Shapes).Select(s => $"{s}: {NameOf(s)} v{VersionOf(s)}{(Plans[s] is { } plan ? $" form {Forms[s]} → [{string.Join(",", plan)}]" : "")}"));

    /// <summary>Form 3 leads to the JSON of the one shape of the same name that comes next, where there is one.</summary>
    private int? To(int shape, int[] plan) =>
        Forms[shape] == 3 && plan.Length == 1 && NameOf(plan[0]) == NameOf(shape) ? plan[0] : null;

    // Forms 0 and 1 take the type; other shapes' results may also be of it.
    private bool NeedsType(int shape) => Forms[shape] <= 1 || Plans.Any(p => p?.Contains(shape) == true);

    private EventDescriptor Describe(int shape) => shape switch
    {
        0 => new EventDescriptor<Way0>(NameOf(0), VersionOf(0), new WayCodec<Way0>(w => new(w))),
        1 => new EventDescriptor<Way1>(NameOf(1), VersionOf(1), new WayCodec<Way1>(w => new(w))),
        2 => new EventDescriptor<Way2>(NameOf(2), VersionOf(2), new WayCodec<Way2>(w => new(w))),
        3 => new EventDescriptor<Way3>(NameOf(3), VersionOf(3), new WayCodec<Way3>(w => new(w))),
        4 => new EventDescriptor<Way4>(NameOf(4), VersionOf(4), new WayCodec<Way4>(w => new(w))),
        _ => new EventDescriptor<Way5>(NameOf(5), VersionOf(5), new WayCodec<Way5>(w => new(w))),
    };

    private EventUpcaster Upcaster(int shape)
    {
        var plan = Plans[shape]!;
        var (method, name, version) = ($"Up.From{shape}", NameOf(shape), VersionOf(shape));
        if (To(shape, plan) is { } to)
            return EventUpcaster.FromJsonObject(name, version, method, (old, _, results) => results.AddJson(new() { ["way"] = $"{old["way"]}>{to}" }), to: VersionOf(to));
        Type[] types = Forms[shape] == 1 ? [typeof(IWay)] : [.. plan.Distinct().Select(p => Make[p]("").GetType())];
        if (types.Length == 0) types = [typeof(object)];
        return shape switch
        {
            _ when Forms[shape] == 2 => EventUpcaster.FromJsonElement(name, version, method, (old, _, results) => Give(plan, old.GetProperty("way").GetString()!, results), types),
            _ when Forms[shape] == 3 => EventUpcaster.FromJsonObject(name, version, method, (old, _, results) => Give(plan, old["way"]!.GetValue<string>(), results), types),
            0 => EventUpcaster.FromEvent<Way0>(method, (old, _, results) => Give(plan, old.Way, results), types),
            1 => EventUpcaster.FromEvent<Way1>(method, (old, _, results) => Give(plan, old.Way, results), types),
            2 => EventUpcaster.FromEvent<Way2>(method, (old, _, results) => Give(plan, old.Way, results), types),
            3 => EventUpcaster.FromEvent<Way3>(method, (old, _, results) => Give(plan, old.Way, results), types),
            _ => EventUpcaster.FromEvent<Way4>(method, (old, _, results) => Give(plan, old.Way, results), types),
        };
    }

    private static void Give(int[] plan, string way, UpcastResults results) => results.AddAll(plan.Select(next => Make[next]($"{way}>{next}")));
}

namespace Benchmarks.Stores;

/// <summary>One line of the comparison.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Kind">Append, load one stream, or read all.</param>
/// <param name="Size">Events in an append, or in the stream.</param>
/// <param name="Callers">How many callers at once.</param>
/// <param name="Operations">How often, over all callers, in one round.</param>
internal sealed record SqliteScenario(string Name, ScenarioKind Kind, int Size, int Callers, int Operations)
{
    public static IReadOnlyList<SqliteScenario> All { get; } =
    [
        new("append 1, 1 caller", ScenarioKind.Append, 1, 1, 2_000),
        new("append 100, 1 caller", ScenarioKind.Append, 100, 1, 200),
        new("append 1, 16 callers", ScenarioKind.Append, 1, 16, 4_000),
        new("append 1, 64 callers", ScenarioKind.Append, 1, 64, 6_400),
        new("append 1, 256 callers", ScenarioKind.Append, 1, 256, 12_800),
        new("read a stream of 100", ScenarioKind.Load, 100, 1, 400),
        new("read a stream of 1,000", ScenarioKind.Load, 1_000, 1, 60),
        new("read all, 50,000 events", ScenarioKind.ReadAll, 50_000, 1, 1),
    ];
}

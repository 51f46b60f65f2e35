namespace Benchmarks.Delivery;

/// <summary>One line of the comparison.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Work">What is done with each event.</param>
/// <param name="HandPage">How many events the hand-written side handles in a transaction; 0 where it does not take part.</param>
/// <param name="BatchSize">How many the store does; 0 for its default.</param>
internal sealed record DeliveryLine(string Name, DeliveryWork Work, int HandPage, int BatchSize = 0)
{
    /// <summary>The lines of the table.</summary>
    public static IReadOnlyList<DeliveryLine> All { get; } =
    [
        new("nothing", DeliveryWork.Nothing, 500),
        new("nothing, 500 in a transaction", DeliveryWork.Nothing, 500, 500),
        new("project, event by event", DeliveryWork.EventByEvent, 500),
        new("project, event by event, 500 in a transaction", DeliveryWork.EventByEvent, 500, 500),
        new("project, by runs", DeliveryWork.ByRuns, 500),
        new("project, by runs, 500 in a transaction", DeliveryWork.ByRuns, 500, 500),
        new("rebuild", DeliveryWork.Rebuild, 5_000),
        new("process, its state", DeliveryWork.ProcessState, 0),
        new("process, its state and an append", DeliveryWork.ProcessAppends, 0),
    ];
}

namespace Benchmarks.Delivery;

/// <summary>What is done with each event.</summary>
internal enum DeliveryWork
{
    /// <summary>Nothing: what remains is reading, calling and moving the checkpoint.</summary>
    Nothing,

    /// <summary>A row is found and written back.</summary>
    EventByEvent,

    /// <summary>Rows are found and written for many events together.</summary>
    ByRuns,

    /// <summary>The rows are built anew beside those that serve, which they replace in the end.</summary>
    Rebuild,

    /// <summary>A process remembers something.</summary>
    ProcessState,

    /// <summary>A process remembers something, and appends an event.</summary>
    ProcessAppends,
}

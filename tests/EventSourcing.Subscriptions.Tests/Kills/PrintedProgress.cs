namespace EventSourcing.Subscriptions.Tests;

/// <summary>Prints what a rebuild does, a line for each report.</summary>
internal sealed class PrintedProgress : IProgress<RebuildProgress>
{
    public void Report(RebuildProgress value) => Console.WriteLine(value.Phase);
}

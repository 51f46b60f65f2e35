namespace GitHistory.Views;

/// <summary>How big a store is.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Streams">How many streams it has: a recording of a branch each.</param>
/// <param name="Bytes">How many bytes it takes.</param>
internal sealed record StoreSize(string Name, int Streams, long Bytes);

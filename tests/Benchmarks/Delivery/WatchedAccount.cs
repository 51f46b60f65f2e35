using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>What the processes of this comparison remember of an account.</summary>
/// <param name="Account">The account, which is the key of the process.</param>
/// <param name="Cents">What was booked, in hundredths.</param>
[ReadModel("watched_accounts")]
public sealed record WatchedAccount([property: ReadModelKey] string Account, long Cents);

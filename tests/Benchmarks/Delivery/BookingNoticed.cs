using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>What the process appends.</summary>
/// <param name="Cents">The turnover of the account so far, in hundredths.</param>
[DomainEvent]
public sealed record BookingNoticed(long Cents);

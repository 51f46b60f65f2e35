using EventSourcing;

namespace Benchmarks.Delivery;

/// <summary>What the projections of this comparison derive: what was booked for each account.</summary>
/// <param name="Account">The account, which is the key of its stream.</param>
/// <param name="Bookings">How many bookings there were.</param>
/// <param name="Cents">Their sum, in hundredths.</param>
[ReadModel("turnovers")]
public sealed record AccountTurnover([property: ReadModelKey] string Account, long Bookings, long Cents)
{
    /// <summary>The row with one booking more.</summary>
    public AccountTurnover With(decimal amount) => this with { Bookings = Bookings + 1, Cents = Cents + (long)(amount * 100) };
}

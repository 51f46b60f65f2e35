using Benchmarks.PostgreSql;

namespace Benchmarks.Delivery;

/// <summary>Which instance of a process a booking belongs to: that of its account, in each run another one.</summary>
internal static class BookingKeys
{
    /// <summary>The number of the run.</summary>
    public static int Run { get; set; }

    public static string Of(TransferBooked booked) => $"{Run}-{booked.FromAccount}";
}

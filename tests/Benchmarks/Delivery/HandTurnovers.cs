using System.Text.Json;
using Benchmarks.PostgreSql;

namespace Benchmarks.Delivery;

/// <summary>What the hand-written sides fold a page into.</summary>
internal sealed class HandTurnovers
{
    private readonly Dictionary<string, (long Bookings, long Cents)> _changes = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, (long Bookings, long Cents)> Changes => _changes;

    public static TransferBooked Read(string name, byte[] payload) => name == BenchJson.Transfer
        ? JsonSerializer.Deserialize(payload, BenchJsonContext.Default.TransferBooked)!
        : throw new InvalidOperationException($"unknown event {name}");

    public void Add(string account, TransferBooked booked)
    {
        var (bookings, cents) = _changes.GetValueOrDefault(account);
        _changes[account] = (bookings + 1, cents + (long)(booked.Amount * 100));
    }

    public void Clear() => _changes.Clear();
}

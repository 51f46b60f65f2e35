using System.Text.Json;
using Benchmarks.Json;

namespace Benchmarks.PostgreSql;

/// <summary>The events as hand-written code and the actors write and read them: by System.Text.Json with its source generation.</summary>
internal static class BenchJson
{
    public const string Transfer = "transfer-booked";
    public const string Order = "order-placed";

    /// <summary>The event of this name.</summary>
    public static object Sample(bool orders) => orders ? Samples.Order : TransferBooked.Sample;

    public static string NameOf(object e) => e is OrderPlaced ? Order : Transfer;

    public static byte[] Write(object e) => e switch
    {
        TransferBooked transfer => JsonSerializer.SerializeToUtf8Bytes(transfer, BenchJsonContext.Default.TransferBooked),
        OrderPlaced order => JsonSerializer.SerializeToUtf8Bytes(order, BenchJsonContext.Default.OrderPlaced),
        _ => throw new InvalidOperationException($"unknown event {e}"),
    };

    public static object Read(string name, ReadOnlySpan<byte> json) => name switch
    {
        Transfer => JsonSerializer.Deserialize(json, BenchJsonContext.Default.TransferBooked)!,
        Order => JsonSerializer.Deserialize(json, BenchJsonContext.Default.OrderPlaced)!,
        _ => throw new InvalidOperationException($"unknown event {name}"),
    };
}

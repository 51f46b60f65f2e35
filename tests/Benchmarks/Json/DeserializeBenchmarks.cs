using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EventSourcing;
using EventSourcing.Serialization;

namespace Benchmarks.Json;

/// <summary>The emitted readers beside System.Text.Json's own source generation, for the same types and the same bytes.</summary>
[MemoryDiagnoser]
public class DeserializeBenchmarks
{
    private static readonly StreamId Stream = new("order", "1");
    private static readonly EventSerializer Serializer = new(DomainEvents.Catalog);
    private byte[] _order = [];
    private byte[] _payment = [];
    private EventDescriptor _orderPlaced = null!;
    private EventDescriptor _paymentReceived = null!;

    [GlobalSetup]
    public void Write()
    {
        (_orderPlaced, _order) = Serializer.Serialize(Stream, Samples.Order);
        (_paymentReceived, _payment) = Serializer.Serialize(Stream, Samples.Payment);
        var same = _order.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(Samples.Order, SystemTextJson.Default.OrderPlaced));
        if (!same) throw new InvalidOperationException("The two do not write the same bytes, so they cannot be compared.");
    }

    [Benchmark]
    public object Order_emitted() => EventSerializer.Deserialize(_orderPlaced, _order, Stream, 1);

    [Benchmark]
    public object Order_system_text_json() => JsonSerializer.Deserialize(_order, SystemTextJson.Default.OrderPlaced)!;

    [Benchmark]
    public object Payment_emitted() => EventSerializer.Deserialize(_paymentReceived, _payment, Stream, 1);

    [Benchmark]
    public object Payment_system_text_json() => JsonSerializer.Deserialize(_payment, SystemTextJson.Default.PaymentReceived)!;
}

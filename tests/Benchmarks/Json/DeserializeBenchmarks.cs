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
    private StoredShape _orderPlaced = null!;
    private StoredShape _paymentReceived = null!;

    [GlobalSetup]
    public void Write()
    {
        (_orderPlaced, _order) = Serialize(Samples.Order);
        (_paymentReceived, _payment) = Serialize(Samples.Payment);
        var same = _order.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(Samples.Order, SystemTextJson.Default.OrderPlaced));
        if (!same) throw new InvalidOperationException("The two do not write the same bytes, so they cannot be compared.");
    }

    [Benchmark]
    public object Order_emitted() => Serializer.Read(_orderPlaced, _order, metadata: null, Stream, 1)[0];

    [Benchmark]
    public object Order_system_text_json() => JsonSerializer.Deserialize(_order, SystemTextJson.Default.OrderPlaced)!;

    [Benchmark]
    public object Payment_emitted() => Serializer.Read(_paymentReceived, _payment, metadata: null, Stream, 1)[0];

    [Benchmark]
    public object Payment_system_text_json() => JsonSerializer.Deserialize(_payment, SystemTextJson.Default.PaymentReceived)!;

    private static (StoredShape Shape, byte[] Payload) Serialize(object @event)
    {
        var (descriptor, payload) = Serializer.Serialize(Stream, @event);
        return (Serializer.Resolve(descriptor.Name, descriptor.SchemaVersion, Stream, 1), payload);
    }
}

using System.Text.Json;
using BenchmarkDotNet.Attributes;
using EventSourcing;
using EventSourcing.Serialization;

namespace Benchmarks.Json;

/// <summary>The emitted writers beside System.Text.Json's own source generation.</summary>
[MemoryDiagnoser]
public class SerializeBenchmarks
{
    private static readonly StreamId Stream = new("order", "1");
    private static readonly EventSerializer Serializer = new(DomainEvents.Catalog);

    [Benchmark]
    public byte[] Order_emitted() => Serializer.Serialize(Stream, Samples.Order).Payload;

    [Benchmark]
    public byte[] Order_system_text_json() => JsonSerializer.SerializeToUtf8Bytes(Samples.Order, SystemTextJson.Default.OrderPlaced);

    [Benchmark]
    public byte[] Payment_emitted() => Serializer.Serialize(Stream, Samples.Payment).Payload;

    [Benchmark]
    public byte[] Payment_system_text_json() => JsonSerializer.SerializeToUtf8Bytes(Samples.Payment, SystemTextJson.Default.PaymentReceived);
}

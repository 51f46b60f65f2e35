using System.Text.Json.Serialization;
using Benchmarks.Json;

namespace Benchmarks.PostgreSql;

/// <summary>System.Text.Json with its source generation, for these events.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TransferBooked))]
[JsonSerializable(typeof(OrderPlaced))]
internal sealed partial class BenchJsonContext : JsonSerializerContext;

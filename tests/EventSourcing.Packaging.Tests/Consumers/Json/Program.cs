using System.Security.Cryptography;
using System.Text.Json;
using Banking;
using Banking.Json;
using EventSourcing;
using EventSourcing.Serialization;

var serializer = new EventSerializer(DomainEvents.Catalog);
var options = new JsonSerializerOptions { TypeInfoResolver = DomainEvents.JsonTypeInfoResolver };
var stream = new StreamId("zoo", "1");
foreach (var value in Zoo.Events)
{
    var (descriptor, payload) = serializer.Serialize(stream, value);
    var read = serializer.Read(serializer.Resolve(descriptor.Name, descriptor.SchemaVersion, stream, 1), payload, null, stream, 1)[0];
    var isSame = serializer.Serialize(stream, read).Payload.AsSpan().SequenceEqual(payload);
    var isSameByOptions = JsonSerializer.SerializeToUtf8Bytes(value, options.GetTypeInfo(value.GetType())).AsSpan().SequenceEqual(payload);
    Console.WriteLine($"{descriptor.Name} {Convert.ToHexStringLower(SHA256.HashData(payload))} {(isSame && isSameByOptions ? "same" : "DIFFERENT")}");
}

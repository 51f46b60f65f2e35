using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Banking.Json;

/// <summary>Options of the user's own use the emitted codecs, without reflection.</summary>
public class ResolverTests
{
    private static readonly JsonSerializerOptions Options = new() { TypeInfoResolver = DomainEvents.JsonTypeInfoResolver };

    [Test]
    public void Events_and_what_they_reach_are_written_and_read()
    {
        var noted = new MoneyNoted(1.5m, "EUR");
        Assert.That(JsonSerializer.Serialize(noted, TypeInfo<MoneyNoted>()), Is.EqualTo("""{"amount":1.5,"currency":"EUR"}"""));
        Assert.That(JsonSerializer.Deserialize("""{"currency":"EUR","amount":1.5}""", TypeInfo<MoneyNoted>()), Is.EqualTo(noted));
        Assert.That(JsonSerializer.Deserialize("""{"x":1,"y":2}""", TypeInfo<Point>()), Is.EqualTo(new Point(1, 2)));
        Assert.That(JsonSerializer.Deserialize("null", TypeInfo<MoneyNoted>()), Is.Null);
    }

    [Test]
    public async Task Streams_are_read_in_pieces()
    {
        var noted = new TreeNoted(new Node("root", [.. Enumerable.Range(0, 2_000).Select(i => new Node("node " + i, []))]));
        using var stream = new MemoryStream();
        await JsonSerializer.SerializeAsync(stream, noted, TypeInfo<TreeNoted>());
        stream.Position = 0;
        var read = await JsonSerializer.DeserializeAsync(stream, TypeInfo<TreeNoted>());
        Assert.That(read!.Root.Children, Has.Count.EqualTo(2_000));
    }

    [Test]
    public void Errors_are_those_of_System_Text_Json() =>
        Assert.That(
            () => JsonSerializer.Deserialize("""{"amount":1}""", TypeInfo<MoneyNoted>()),
            Throws.TypeOf<JsonException>().With.Message.Contains("currency"));

    [Test]
    public void Other_types_are_left_to_other_resolvers() =>
        Assert.That(DomainEvents.JsonTypeInfoResolver.GetTypeInfo(typeof(ResolverTests), Options), Is.Null);

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}

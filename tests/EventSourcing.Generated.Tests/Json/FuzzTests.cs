using System.Text;
using System.Text.Json;
using CsCheck;
using EventSourcing;

namespace Banking.Json;

/// <summary>Whatever a payload holds, reading ends with an event or with the one error that says what is wrong, and where.</summary>
public class FuzzTests
{
    private static readonly (Type Type, byte[] Json)[] Seeds = [.. Zoo.Events.Select(e => (e.GetType(), Codecs.Write(e)))];

    [Test]
    public void Damaged_payloads_give_an_event_or_a_SerializationException() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 10_000], Gen.Byte).Array[1, 6])
            .Sample(
                (seed, edits) =>
                {
                    var (type, json) = Seeds[seed];
                    foreach (var (kind, at, with) in edits) json = Damage(json, kind, at, with);
                    Try(type, json);
                },
                iter: Differential.Times(20_000));

    [Test]
    public void Payloads_that_end_too_soon_are_refused()
    {
        foreach (var (type, json) in Seeds)
        {
            for (var length = 0; length < json.Length; length++)
                Assert.That(Try(type, json[..length]), Is.False, () => $"{type.Name}: {Encoding.UTF8.GetString(json[..length])}");
        }
    }

    [TestCase("null")]
    [TestCase("true")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("1e400")]
    [TestCase("-1e400")]
    [TestCase("1e-400")]
    [TestCase("0.1")]
    [TestCase("99999999999999999999999999999999999999999999999999")]
    [TestCase("\"\"")]
    [TestCase("\"x\"")]
    [TestCase("\"\\ud800\"")]
    [TestCase("\"\\udc00\\ud800\"")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("[null]")]
    [TestCase("[[[]]]")]
    [TestCase("{\"\":null}")]
    [TestCase("{\"x\":1,\"x\":2}")]
    [TestCase("{\"\\ud800\":1}")]
    [TestCase("{\"$type\":\"x\"}")]
    [TestCase("{\"$type\":9e99}")]
    public void Every_value_in_the_place_of_every_other(string value)
    {
        foreach (var (type, json) in Seeds)
        {
            foreach (var (start, end) in ValuesIn(json)) Try(type, [.. json[..start], .. Encoding.UTF8.GetBytes(value), .. json[end..]]);
        }
    }

    [Test]
    public void Numbers_of_a_thousand_digits_in_every_place() => Every_value_in_the_place_of_every_other(new string('9', 1000));

    [Test]
    public void Texts_of_a_thousand_digits_in_every_place() => Every_value_in_the_place_of_every_other("\"" + new string('9', 1000) + "\"");

    [Test]
    public void Bytes_that_are_no_UTF8_in_every_place()
    {
        foreach (var (type, json) in Seeds)
        {
            for (var at = 0; at < json.Length; at++) Try(type, [.. json[..at], 0xC3, 0x28, .. json[at..]]);
        }
    }

    [Test]
    public void Nesting_without_end_in_every_place()
    {
        foreach (var open in new[] { "[", "{\"a\":", "{\"$type\":\"invoice\",\"parts\":[", "{\"children\":[" })
        {
            var deep = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, 2000)));
            foreach (var (type, json) in Seeds)
            {
                foreach (var (start, _) in ValuesIn(json)) Assert.That(Try(type, [.. json[..start], .. deep]), Is.False);
            }
        }
    }

    [Test]
    public void Every_member_twice_is_refused_where_the_type_knows_it()
    {
        foreach (var (type, json) in Seeds)
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) continue;
            foreach (var member in document.RootElement.EnumerateObject())
            {
                // What is only written is passed over when it is read.
                if (member.Name is "doubled" or "onlyWritten" or "seen") continue;
                var added = Encoding.UTF8.GetBytes($",{JsonSerializer.Serialize(member.Name, Text)}:{member.Value.GetRawText()}}}");
                Assert.That(Try(type, [.. json[..^1], .. added]), Is.False, () => $"{type.Name}.{member.Name}");
            }
        }
    }

    [Test]
    public void Foreign_payloads_give_an_event_or_a_SerializationException()
    {
        foreach (var descriptor in DomainEvents.Catalog.Events)
        {
            foreach (var (_, json) in Seeds) Try(descriptor.EventType, json);
        }
    }

    [Test]
    public void Options_of_the_users_own_give_a_value_or_a_JsonException() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 10_000], Gen.Byte).Array[1, 3])
            .Sample(
                (seed, edits) =>
                {
                    var (type, json) = Seeds[seed];
                    foreach (var (kind, at, with) in edits) json = Damage(json, kind, at, with);
                    try
                    {
                        JsonSerializer.Deserialize(json, Options.GetTypeInfo(type));
                    }
                    catch (JsonException e)
                    {
                        Assert.That(e.Path, Is.Not.Null);
                    }
                },
                iter: Differential.Times(5_000));

    private static readonly JsonSerializerOptions Options = new() { TypeInfoResolver = DomainEvents.JsonTypeInfoResolver };

    private static readonly System.Text.Json.Serialization.Metadata.JsonTypeInfo<string> Text = System.Text.Json.Serialization.Metadata.JsonMetadataServices.CreateValueInfo<string>(
        new JsonSerializerOptions { TypeInfoResolver = DomainEvents.JsonTypeInfoResolver }, System.Text.Json.Serialization.Metadata.JsonMetadataServices.StringConverter);

    /// <summary>Reads, and writes again what could be read; whether it could.</summary>
    private static bool Try(Type type, byte[] json)
    {
        object read;
        try
        {
            read = Codecs.Read(type, json);
        }
        catch (SerializationException e)
        {
            Assert.That(e.EventName, Is.Not.Null);
            Assert.That(e.Message, Does.Contain(e.EventName!));
            Assert.That(e.ByteOffset, Is.InRange(0, json.Length), () => $"{type.Name}: {Encoding.UTF8.GetString(json)}: {e}");
            return false;
        }

        Assert.That(Codecs.Write(Codecs.Read(type, Codecs.Write(read))), Is.EqualTo(Codecs.Write(read)), () => $"{type.Name}: {Encoding.UTF8.GetString(json)}");
        return true;
    }

    private static List<(int Start, int End)> ValuesIn(byte[] json)
    {
        var found = new List<(int Start, int End)>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndArray or JsonTokenType.EndObject) continue;
            var at = reader;
            at.Skip();
            found.Add(((int)reader.TokenStartIndex, (int)at.BytesConsumed));
        }

        return found;
    }

    private static byte[] Damage(byte[] json, int kind, int at, byte with)
    {
        if (json.Length == 0) return json;
        at %= json.Length;
        ReadOnlySpan<byte> interesting = "{}[]\":,0123456789-+.eEtfn\\u /nul$"u8;
        var replacement = with < 128 ? interesting[with % interesting.Length] : with;
        return kind switch
        {
            0 => [.. json[..at], replacement, .. json[(at + 1)..]],
            1 => [.. json[..at], replacement, .. json[at..]],
            2 => [.. json[..at], .. json[(at + 1)..]],
            3 => json[..at],
            4 => [.. json[..at], (byte)(json[at] ^ (1 << (with % 8))), .. json[(at + 1)..]],
            _ => [.. json[..at], .. json[(at / 2)..]],
        };
    }
}

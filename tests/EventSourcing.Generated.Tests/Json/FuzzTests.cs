using CsCheck;
using EventSourcing;

namespace Banking.Json;

/// <summary>Whatever a payload holds, reading ends with an event or with the one error that says what is wrong.</summary>
public class FuzzTests
{
    private static readonly (Type Type, byte[] Json)[] Seeds = MakeSeeds();

    [Test]
    public void Damaged_payloads_give_an_event_or_a_SerializationException() =>
        Gen.Select(Gen.Int[0, Seeds.Length - 1], Gen.Select(Gen.Int[0, 4], Gen.Int[0, 10_000], Gen.Byte).Array[1, 6])
            .Sample(
                (seed, edits) =>
                {
                    var (type, json) = Seeds[seed];
                    foreach (var (kind, at, with) in edits) json = Damage(json, kind, at, with);
                    try
                    {
                        Codecs.Read(type, json);
                    }
                    catch (SerializationException e)
                    {
                        Assert.That(e.Message, Is.Not.Empty);
                    }
                },
                iter: 20_000);

    [Test]
    public void Foreign_payloads_give_an_event_or_a_SerializationException()
    {
        foreach (var descriptor in DomainEvents.Catalog.Events)
        {
            foreach (var (_, json) in Seeds)
            {
                try
                {
                    Codecs.Read(descriptor.EventType, json);
                }
                catch (SerializationException e)
                {
                    Assert.That(e.EventName, Is.EqualTo(descriptor.Name));
                }
            }
        }
    }

    private static byte[] Damage(byte[] json, int kind, int at, byte with)
    {
        if (json.Length == 0) return json;
        at %= json.Length;
        ReadOnlySpan<byte> interesting = "{}[]\":,0123456789-+.eEtfn\\u /nul"u8;
        var replacement = with < 128 ? interesting[with % interesting.Length] : with;
        return kind switch
        {
            0 => [.. json[..at], replacement, .. json[(at + 1)..]],
            1 => [.. json[..at], replacement, .. json[at..]],
            2 => [.. json[..at], .. json[(at + 1)..]],
            3 => json[..at],
            _ => [.. json[..at], .. json[(at / 2)..]],
        };
    }

    private static (Type Type, byte[] Json)[] MakeSeeds()
    {
        object[] events =
        [
            new MoneyNoted(1.5m, "EUR"),
            new TreeNoted(new Node("a", [new Node("b", [])])),
            new ClassNoted { Name = "n", Price = new Money(1, "EUR") },
            new EnumsNoted(Color.Blue, Rights.All, Mood.Busy, Color.Red),
            new TimesNoted(DateTimeOffset.UnixEpoch, DateTime.UnixEpoch, new DateOnly(2026, 3, 21), new TimeOnly(8, 30), TimeSpan.FromHours(30)),
            new TextsNoted("t", null, Guid.Empty, new Uri("https://example.org"), null, new Version(1, 2), [1, 2], null, new byte[] { 3 }),
            new NumbersNoted(true, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1f, 1d, (Half)1, 1m, 'a'),
            new ConvertedNoted(new Celsius(1), null, new Tag("t"), null, [new Tag("u")], new Dictionary<string, Tag> { ["k"] = new("v") }),
            new WideNoted(1, 2, "3", 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
            new DefaultsNoted(),
            new StructNoted(1, "b"),
        ];
        return [.. events.Select(e => (e.GetType(), Codecs.Write(e)))];
    }
}

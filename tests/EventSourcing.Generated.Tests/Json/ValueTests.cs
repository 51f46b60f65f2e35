using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json;
using CsCheck;

namespace Banking.Json;

/// <summary>Types with one value, and keys.</summary>
public class ValueTests
{
    private static readonly Guid Id = new("0198a1b2-0000-7000-8000-000000000001");
    private static readonly CustomerId Customer = new(Id);

    private static ValuesNoted Values => new(
        Customer, null, new Email("a@b"), null, new Percent(1.5m), Ticket.Of(7), new Owner(Customer), new Tone(Color.Blue), new Path(["a", "b"]), new Id<Point>(9), new Rate { Value = 0.5 },
        [Customer], [new Email("c"), null]);

    private static ValueKeysNoted Keys => new(
        new Dictionary<CustomerId, int> { [Customer] = 1 }, new Dictionary<Email, int> { [new("a\"b")] = 2 }, new Dictionary<Percent, int> { [new(1.50m)] = 3 },
        new() { [new Owner(Customer)] = new("e") }, new() { [new(Color.Blue)] = 4 }, new() { [new(-5)] = 5 }, new() { [new OrderId(Id)] = new(1, "EUR") }, new() { [new Sku("a/b", -3)] = 6 },
        new() { [Mood.Busy] = 7 }, new() { [VogenLike.From(8)] = 8 }, new() { [BigInteger.Pow(10, 30)] = 9 }, new() { [IPAddress.Loopback] = 10 },
        new() { ['ä'] = 11 }, new() { [new Uri("https://example.org/a b")] = 12 }, new() { [0.1] = 13 }, new() { [DateTimeOffset.UnixEpoch] = 14 });

    [Test]
    public void A_type_with_one_value_is_that_value()
    {
        var written = Codecs.WriteText(Values);
        Assert.That(written, Is.EqualTo(
            $$"""{"customer":"{{Id}}","maybe":null,"email":"a@b","other":null,"percent":1.5,"ticket":7,"owner":"{{Id}}","tone":7,"path":["a","b"],"id":9,"rate":0.5,"many":["{{Id}}"],"emails":["c",null]}"""));
        var read = Codecs.Read<ValuesNoted>(written);
        Assert.That(Codecs.WriteText(read), Is.EqualTo(written));
        Assert.That((read.Customer, read.Email, read.Ticket.Number, read.Rate.Value), Is.EqualTo((Customer, new Email("a@b"), 7, 0.5)));
    }

    [Test]
    public void Keys_are_names()
    {
        var written = Codecs.WriteText(Keys);
        Assert.That(written, Is.EqualTo(
            $$$"""
            {"byCustomer":{"{{{Id}}}":1},"byEmail":{"a\u0022b":2},"byPercent":{"1.50":3},"byOwner":{"{{{Id}}}":"e"},"byTone":{"Blue":4},"byId":{"-5":5},"byOrder":{"{{{Id}}}":{"amount":1,"currency":"EUR"}},"bySku":{"a/b/-3":6},"byMood":{"Busy":7},"byVogen":{"8":8},"byBig":{"1000000000000000000000000000000":9},"byAddress":{"127.0.0.1":10},"byChar":{"\u00E4":11},"byUri":{"https://example.org/a b":12},"byReal":{"0.1":13},"byInstant":{"1970-01-01T00:00:00+00:00":14}}
            """));
        var read = Codecs.Read<ValueKeysNoted>(written);
        Assert.That(Codecs.WriteText(read), Is.EqualTo(written));
        Assert.That(read.ByCustomer[Customer], Is.EqualTo(1));
        Assert.That(read.BySku[new Sku("a/b", -3)], Is.EqualTo(6));
        Assert.That(read.ByBig[BigInteger.Pow(10, 30)], Is.EqualTo(9));
    }

    [Test]
    public void Keys_do_not_depend_on_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
            Assert.That(Codecs.WriteText(Keys), Does.Contain("a/b/-3").And.Contain("\"1.50\"").And.Contain("\"-5\""));
            Assert.That(Codecs.WriteText(Codecs.Read<ValueKeysNoted>(Codecs.Write(Keys))), Does.Contain("a/b/-3"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase("byCustomer", "x", "byCustomer.x")]
    [TestCase("byOrder", "", "byOrder")]
    [TestCase("bySku", "a", "bySku.a")]
    [TestCase("byVogen", "x", "byVogen.x")]
    [TestCase("byMood", "Sad", "byMood.Sad")]
    [TestCase("byBig", "1.5", "byBig.1.5")]
    [TestCase("byAddress", "x", "byAddress.x")]
    [TestCase("byChar", "xy", "byChar.xy")]
    [TestCase("byReal", "x", "byReal.x")]
    [TestCase("byInstant", "x", "byInstant.x")]
    [TestCase("byTone", "Pink", "byTone.Pink")]
    public void What_is_no_key_is_refused_with_its_path(string member, string key, string path)
    {
        var element = JsonDocument.Parse(Codecs.WriteText(Keys)).RootElement;
        var json = "{" + string.Join(",", element.EnumerateObject().Select(p => p.Name == member ? $"\"{p.Name}\":{{\"{key}\":1}}" : $"\"{p.Name}\":{p.Value.GetRawText()}")) + "}";
        var error = Codecs.ReadError<ValueKeysNoted>(json);
        Assert.That(error.Member, Is.EqualTo(path));
        Assert.That(error.ByteOffset, Is.GreaterThan(0));
    }

    [TestCase("\"customer\":\"x\"", "customer")]
    [TestCase("\"email\":null", "email")]
    [TestCase("\"email\":1", "email")]
    [TestCase("\"path\":[1]", "path[0]")]
    [TestCase("\"tone\":\"Blue\"", "tone")]
    [TestCase("\"ticket\":{\"number\":7}", "ticket")]
    [TestCase("\"many\":[null]", "many[0]")]
    public void What_is_no_value_is_refused_with_its_path(string part, string path)
    {
        var name = part[1..part.IndexOf('"', 1)];
        var element = JsonDocument.Parse(Codecs.WriteText(Values)).RootElement;
        var json = "{" + string.Join(",", element.EnumerateObject().Select(p => p.Name == name ? part : $"\"{p.Name}\":{p.Value.GetRawText()}")) + "}";
        Assert.That(Codecs.ReadError<ValuesNoted>(json).Member, Is.EqualTo(path));
    }

    [Test]
    public void Values_that_have_no_form_are_refused_with_their_path()
    {
        Assert.That(Codecs.WriteError(Values with { Email = new Email(null!) }).Member, Is.EqualTo("email"));
        Assert.That(Codecs.WriteError(Values with { Email = new Email("\ud800") }).Member, Is.EqualTo("email"));
        Assert.That(Codecs.WriteError(Values with { Rate = new Rate { Value = double.NaN } }).Member, Is.EqualTo("rate"));
        Assert.That(Codecs.WriteError(Keys with { ByEmail = new Dictionary<Email, int> { [new("\ud800")] = 1 } }).Member, Is.EqualTo("byEmail"));
        Assert.That(Codecs.WriteError(Keys with { ByChar = new() { ['\ud800'] = 1 } }).Member, Is.EqualTo("byChar"));
        Assert.That(Codecs.WriteError(Keys with { ByReal = new() { [double.NaN] = 1 } }).Member, Is.EqualTo("byReal"));
        Assert.That(Codecs.WriteError(Keys with { ByUri = new() { [new Uri("x\ud800", UriKind.Relative)] = 1 } }).Member, Is.EqualTo("byUri"));
    }

    [Test]
    public void Options_of_the_users_own_write_the_same_values_and_keys()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = DomainEvents.JsonTypeInfoResolver };
        var type = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<CustomerId>)options.GetTypeInfo(typeof(CustomerId));
        Assert.That(JsonSerializer.Serialize(Customer, type), Is.EqualTo($"\"{Id}\""));
        Assert.That(JsonSerializer.Deserialize($"\"{Id}\"", type), Is.EqualTo(Customer));

        var converter = (System.Text.Json.Serialization.JsonConverter<CustomerId>)type.Converter;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            converter.WriteAsPropertyName(writer, Customer, options);
            writer.WriteNumberValue(1);
            writer.WriteEndObject();
        }

        Assert.That(stream.ToArray(), Is.EqualTo(System.Text.Encoding.UTF8.GetBytes($$"""{"{{Id}}":1}""")));
        var reader = new Utf8JsonReader(stream.ToArray());
        reader.Read();
        reader.Read();
        Assert.That(converter.ReadAsPropertyName(ref reader, typeof(CustomerId), options), Is.EqualTo(Customer));
        Assert.That(reader.TokenType, Is.EqualTo(JsonTokenType.PropertyName));
    }

    [Test]
    public void Ids_of_any_value_come_back() => Gen.Guid.Sample(id => Codecs.Read<ValuesNoted>(Codecs.Write(Values with { Customer = new(id) })).Customer.Value == id);
}

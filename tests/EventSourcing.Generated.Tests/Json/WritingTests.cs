using System.Text.Json;
using System.Text.Json.Nodes;

namespace Banking.Json;

/// <summary>Values that cannot be stored are refused before anything is, with the path to their member.</summary>
public class WritingTests
{
    private static readonly Money Price = new(1, "EUR");

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    public void Numbers_that_are_none(double value)
    {
        var error = Codecs.WriteError(new FrozenNoted(new Celsius(value), null!, null!, null!, null!, null!));
        Assert.That(error.Member, Is.EqualTo("temperature.degrees"));
        Assert.That(error.Message, Does.Contain("finite").And.Contain("Nothing was stored"));
    }

    [Test]
    public void Numbers_that_are_none_in_every_width()
    {
        var numbers = new NumbersNoted(true, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1f, 1d, (Half)1, 1m, 'a');
        Assert.That(Codecs.WriteError(numbers with { F32 = float.NaN }).Member, Is.EqualTo("f32"));
        Assert.That(Codecs.WriteError(numbers with { F64 = double.NaN }).Member, Is.EqualTo("f64"));
        Assert.That(Codecs.WriteError(numbers with { F16 = Half.NaN }).Member, Is.EqualTo("f16"));
    }

    [Test]
    public void Null_where_the_type_does_not_allow_it()
    {
        Assert.That(Codecs.WriteError(new MoneyNoted(1, null!)).Member, Is.EqualTo("currency"));
        Assert.That(Codecs.WriteError(new TreeNoted(new Node("a", [new Node("b", []), null!]))).Member, Is.EqualTo("root.children[1]"));
        Assert.That(Codecs.WriteError(new TreeNoted(new Node("a", [new Node("b", []), new Node(null!, [])]))).Member, Is.EqualTo("root.children[1].name"));
        Assert.That(Codecs.WriteError(new TreeNoted(new Node("a", [new Node("b", null!)]))).Member, Is.EqualTo("root.children[0].children"));
        Assert.That(Codecs.WriteError(new StructNoted(1, null!)).Member, Is.EqualTo("b"));
    }

    // Attributes are UTF-8 themselves, so these cannot be arguments of one.
    private static readonly string[] BrokenTexts = ["\ud800", "a\udc00", "😀\ud83d", "\ude00\ud83d"];

    [Test]
    public void Texts_with_half_of_a_surrogate_pair([Range(0, 3)] int index)
    {
        var text = BrokenTexts[index];
        Assert.That(Codecs.WriteError(new MoneyNoted(1, text)).Member, Is.EqualTo("currency"));
        Assert.That(Codecs.WriteError(new RawTextsNoted(text, null, [], new Dictionary<string, int>())).Member, Is.EqualTo("maybe"));
        Assert.That(Codecs.WriteError(new RawTextsNoted(null, text, [], new Dictionary<string, int>())).Member, Is.EqualTo("unlessNull"));
        Assert.That(Codecs.WriteError(new RawTextsNoted(null, null, ["a", text], new Dictionary<string, int>())).Member, Is.EqualTo("many[1]"));
        Assert.That(Codecs.WriteError(new RawTextsNoted(null, null, [], new Dictionary<string, int> { [text] = 1 })).Member, Is.EqualTo("byText"));
        Assert.That(Codecs.WriteError(new NumbersNoted(true, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1f, 1d, (Half)1, 1m, text[^1])).Member, Is.EqualTo("character"));
        Assert.That(Codecs.WriteError(new MoneyNoted(1, text)).Message, Does.Contain("surrogate").And.Contain("Nothing was stored"));
    }

    [Test]
    public void An_immutable_array_that_was_never_made()
    {
        var noted = new ArraysNoted([], [1.5], default);
        Assert.That(Codecs.WriteError(noted).Member, Is.EqualTo("prices"));
        Assert.That(Codecs.WriteError(noted with { Prices = [Price], Reals = [1, double.NaN] }).Member, Is.EqualTo("reals[1]"));
        Assert.That(Codecs.WriteError(noted with { Prices = [Price], Reals = [double.NaN] }).Member, Is.EqualTo("reals[0]"));
        Assert.That(Codecs.WriteText(noted with { Prices = [Price] }), Is.EqualTo("""{"empty":[],"reals":[1.5],"prices":[{"amount":1,"currency":"EUR"}]}"""));
    }

    [Test]
    public void Pieces_of_JSON_with_what_has_no_form()
    {
        var nodes = new NodesNoted(1, null, [], [], JsonValue.Create(1), null, JsonDocument.Parse("1"), []);
        Assert.That(Codecs.WriteError(nodes with { Node = new JsonArray("a", new JsonObject { ["b"] = "\ud800" }) }).Member, Is.EqualTo("node"));
        Assert.That(Codecs.WriteError(nodes with { Object = new JsonObject { ["\ud800"] = 1 } }).Member, Is.EqualTo("object"));
        Assert.That(Codecs.WriteError(nodes with { Value = JsonValue.Create(double.NaN) }).Member, Is.EqualTo("value"));
        Assert.That(Codecs.WriteError(new RawNoted(default, [])).Member, Is.EqualTo("raw"));
        Assert.That(Codecs.WriteError(new TextsNoted("t", null, Guid.Empty, new Uri("a\ud800b", UriKind.Relative), null, new Version(1, 2), [], null, default)).Member, Is.EqualTo("link"));

        JsonNode deep = new JsonArray();
        for (var i = 0; i < 100_000; i++) deep = new JsonArray(deep);
        Assert.That(() => Codecs.Write(nodes with { Node = deep }), Throws.TypeOf<EventSourcing.SerializationException>());
    }
}

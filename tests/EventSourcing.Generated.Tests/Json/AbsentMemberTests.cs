using System.Text.Json.Nodes;

namespace Banking.Json;

/// <summary>What becomes of members that are not in the JSON, that are there and unknown, or are of no use in one direction.</summary>
public class AbsentMemberTests
{
    private const string Least = """{"text":"t","number":1,"required":null,"demanded":null}""";

    [Test]
    public void Absent_nullable_members_are_null_and_others_keep_their_defaults() =>
        Assert.That(
            Codecs.Read<AbsentNoted>(Least),
            Is.EqualTo(new AbsentNoted("t", null, 1, null, null, null) { Required = null, Demanded = null }));

    [TestCase("text")]
    [TestCase("number")]
    [TestCase("required")]
    [TestCase("demanded")]
    public void Absent_members_that_must_be_there_are_an_error(string name)
    {
        var json = JsonNode.Parse(Least)!.AsObject();
        json.Remove(name);
        var error = Codecs.ReadError<AbsentNoted>(json.ToJsonString());
        Assert.That(error.Member, Is.EqualTo(name));
        Assert.That(error.ByteOffset, Is.EqualTo(json.ToJsonString().Length - 1));
        Assert.That(error.EventName, Is.EqualTo("absent-noted"));
    }

    [Test]
    public void Present_nulls_are_null_and_not_the_default()
    {
        var read = Codecs.Read<AbsentNoted>("""{"text":"t","number":1,"default":null,"kept":null,"required":"r","demanded":2,"maybe":"m"}""");
        Assert.That((read.Default, read.Kept, read.Required, read.Demanded, read.Maybe), Is.EqualTo(((string?)null, (string?)null, "r", (int?)2, "m")));
    }

    [TestCase("""{"a":1,"c":2}""", "c", 7)]
    [TestCase("""{"\u0061":1,"C":2}""", "C", 12)]
    public void Unknown_members_are_refused_where_that_is_asked_for(string json, string member, int offset)
    {
        var error = Codecs.ReadError<StrictNoted>(json);
        Assert.That((error.Member, error.ByteOffset), Is.EqualTo((member, (long)offset)));
        Assert.That(error.Message, Does.Contain("JsonUnmappedMemberHandling"));
    }

    [Test]
    public void Unknown_members_are_kept_where_that_is_asked_for()
    {
        const string Json = """{"known":1,"nested":{"a":2,"b":{"c":[null]},"d":null},"x":{"y":1},"z":null}""";
        var read = Codecs.Read<NodeExtensionNoted>(Json);
        Assert.That(Codecs.WriteText(read), Is.EqualTo(Json));
        Assert.That(read.More!.Select(m => m.Key), Is.EqualTo(new[] { "x", "z" }));
        Assert.That(Codecs.Read<NodeExtensionNoted>("""{"known":1,"nested":{}}""").More, Is.Null);
        Assert.That(Codecs.Read<NodeExtensionNoted>("""{"known":1,"nested":{}}""").Nested.Rest, Is.Empty);
    }

    [TestCase("""{"known":1,"nested":{},"x":1,"x":2}""", "x")]
    [TestCase("""{"known":1,"nested":{"b":1,"b":2}}""", "nested.b")]
    [TestCase("""{"known":1,"nested":{},"x":{"a":1,"a":2}}""", "x")]
    public void Unknown_members_that_are_there_twice_are_refused_where_they_are_kept(string json, string member) =>
        Assert.That(Codecs.ReadError<NodeExtensionNoted>(json).Member, Is.EqualTo(member));

    [Test]
    public void Members_of_one_direction_go_that_way_alone()
    {
        var read = Codecs.Read<OneWayNoted>("""{"both":1,"onlyRead":2,"onlyWritten":3,"text":"read","seen":"no","always":4}""");
        Assert.That(read, Is.EqualTo(new OneWayNoted(1, 2, 8) { Text = "read", Seen = "s", Always = 4 }));
        Assert.That(Codecs.WriteText(read), Is.EqualTo("""{"both":1,"onlyWritten":8,"seen":"s","always":4}"""));
    }

    [TestCase("long", "\"\"", "long")]
    [TestCase("long", "\"1.5\"", "long")]
    [TestCase("long", "\" 1\"", "long")]
    [TestCase("lenient", "\"NaN\"", "lenient")]
    [TestCase("real", "\"nan\"", "real")]
    [TestCase("real", "\"1\"", "real")]
    [TestCase("real", "1e400", "real")]
    [TestCase("money", "\"NaN\"", "money")]
    [TestCase("floats", "[\"Infinity\",\"x\"]", "floats[1]")]
    public void Texts_that_are_no_numbers_are_refused(string name, string value, string member)
    {
        const string Box = """{"a":"1","b":1,"c":"1","d":1,"e":"1","f":1,"g":"1","h":1,"i":"1","j":1,"k":"1","l":1,"m":"1","many":["1",2,null],"byName":{},"text":"t","point":{"x":1,"y":2},"strict":1}""";
        var json = JsonNode.Parse($$"""{"long":"1","money":"1.5","real":"NaN","floats":["1",2,"Infinity"],"lenient":"7","box":{{Box}}}""")!.AsObject();
        Assert.That(Codecs.Read<NumberTextsNoted>(json.ToJsonString()).Box.Many, Is.EqualTo(new int?[] { 1, 2, null }));
        json[name] = JsonNode.Parse(value);
        Assert.That(Codecs.ReadError<NumberTextsNoted>(json.ToJsonString()).Member, Is.EqualTo(member));
    }

    [Test]
    public void Numbers_in_texts_are_still_finite_unless_their_names_are_allowed()
    {
        var box = new NumberBox(1, 1, 1, 1, 1, 1, 1, 1, 1, (Half)1, double.NaN, 1, 1, [], [], "", default, 1);
        Assert.That(Codecs.WriteError(new NumberTextsNoted(1, 1, double.NaN, [], 1, box)).Member, Is.EqualTo("box.k"));
        Assert.That(Codecs.WriteText(new NumberTextsNoted(1, 1, double.NaN, [], 1, box with { K = 1 })), Does.Contain("\"real\":\"NaN\"").And.Contain("\"k\":\"1\""));
    }
}

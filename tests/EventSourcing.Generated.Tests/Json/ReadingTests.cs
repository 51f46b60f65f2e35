
namespace Banking.Json;

/// <summary>What reading tolerates, and what it refuses and how it says so.</summary>
public class ReadingTests
{
    [Test]
    public void Unknown_members_are_passed_over() =>
        Assert.That(Codecs.Read<MoneyNoted>("""{"x":{"amount":[1]},"amount":1.5,"y":null,"currency":"EUR","z":"z"}"""), Is.EqualTo(new MoneyNoted(1.5m, "EUR")));

    [Test]
    public void Members_come_in_any_order() =>
        Assert.That(Codecs.Read<MoneyNoted>("""{"currency":"EUR","amount":1.5}"""), Is.EqualTo(new MoneyNoted(1.5m, "EUR")));

    [Test]
    public void The_null_of_a_struct_is_not_taken_for_what_it_can_be_made_from()
    {
        var read = Codecs.Read<ConvertiblesNoted>("""{"label":null,"memory":null,"labels":[null,{"text":"a"}],"maybe":null}""");
        Assert.That(read.Label, Is.Null);
        Assert.That(read.Memory, Is.Null);
        Assert.That(read.Labels, Is.EqualTo(new Label?[] { null, new Label("a") }));
        Assert.That(read.Maybe, Is.Null);
    }

    [Test]
    public void Members_named_like_what_is_emitted_for_others_are_themselves()
    {
        var noted = new NamesNoted(
            true, false, ["n"], [new Point(1, 2)], Mood.Busy, new Dictionary<Color, int> { [Color.Red] = 1 }, Mood.Calm, new Dictionary<Color, int> { [Color.Blue] = 2 }, 3, 4, 5, 6, [[7]], 8, 9, 10);
        var written = Codecs.WriteText(noted);
        Assert.That(Codecs.WriteText(Codecs.Read<NamesNoted>(written)), Is.EqualTo(written));
        Assert.That(written, Does.StartWith("""{"read":true,"write":false,"name":["n"],"value":[{"x":1,"y":2}],"key":"Busy","keyConverter":{"Red":1},"""));
    }

    [Test]
    public void Escaped_names_are_the_same_names() =>
        Assert.That(Codecs.Read<MoneyNoted>("""{"\u0063urrency":"EUR","amoun\u0074":1.5}"""), Is.EqualTo(new MoneyNoted(1.5m, "EUR")));

    [Test]
    public void Names_differ_by_case() =>
        Assert.That(Codecs.ReadError<MoneyNoted>("""{"Currency":"EUR","amount":1.5}""").Member, Is.EqualTo("currency"));

    [Test]
    public void Escaped_names_are_found_among_many_members() =>
        Assert.That(
            Codecs.Read<WideNoted>("""{"longer\u004eame16":16,"m01":1,"m02":2,"m03":"3","m04":4,"m05":5,"m06":6,"m07":7,"m08":8,"m09":9,"m10":10,"m11":11,"m12":12,"m13":13,"m14":14,"m15":15,"m99":99,"other":1}"""),
            Is.EqualTo(new WideNoted(1, 2, "3", 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)));

    [Test]
    public void An_absent_member_keeps_its_initializer()
    {
        var read = Codecs.Read<ClassNoted>("""{"name":"n"}""");
        Assert.That(read.Count, Is.EqualTo(18));
        Assert.That(read.Label, Is.EqualTo("none"));
        Assert.That(read.Values, Is.EqualTo(new[] { 1, 2 }));
        Assert.That(read.Price, Is.Null);
    }

    [Test]
    public void A_present_member_replaces_its_initializer()
    {
        var read = Codecs.Read<ClassNoted>("""{"name":"n","count":0,"label":"l","values":[],"price":{"amount":1,"currency":"EUR"}}""");
        Assert.That(read.Count, Is.Zero);
        Assert.That(read.Label, Is.EqualTo("l"));
        Assert.That(read.Values, Is.Empty);
        Assert.That(read.Price, Is.EqualTo(new Money(1, "EUR")));
    }

    [Test]
    public void Absent_members_of_structs_and_base_classes_keep_their_initializers()
    {
        Assert.That(Codecs.Read<StructNoted>("""{"a":1,"b":"b"}"""), Is.EqualTo(new StructNoted(1, "b") { C = 5 }));
        Assert.That(Codecs.Read<StructNoted>("""{"a":1,"b":"b","c":6}"""), Is.EqualTo(new StructNoted(1, "b") { C = 6 }));
        Assert.That(Codecs.Read<DerivedNoted>("""{"origin":"o","extra":1}"""), Is.EqualTo(new DerivedNoted("o", 1)));
        Assert.That(Codecs.Read<DerivedNoted>("""{"origin":"o","extra":1,"level":9,"kind":"k"}"""), Is.EqualTo(new DerivedNoted("o", 1) { Level = 9, Kind = "k" }));
    }

    [Test]
    public void Absent_parameters_take_their_defaults()
    {
        var read = Codecs.Read<DefaultsNoted>("{}");
        Assert.That(read, Is.EqualTo(new DefaultsNoted()));
    }

    [Test]
    public void Ignored_members_are_neither_written_nor_read()
    {
        var read = Codecs.Read<Renamed>("""{"the-name":"n","größe \"x\"":3,"secret":"s"}""");
        Assert.That(read, Is.EqualTo(new Renamed("n", 3)));
        Assert.That(Codecs.WriteText(read), Does.Not.Contain("hidden").And.Not.Contain("note").And.Not.Contain("score"));
    }

    [Test]
    public void Private_setters_and_constructors_are_used()
    {
        Assert.That(Codecs.Read<FieldNoted>("""{"must":1,"field":2,"property":"q"}""").Property, Is.EqualTo("q"));
        var read = Codecs.Read<PrivatelyConstructedNoted>("""{"first":"f","second":2}""");
        Assert.That((read.First, read.Second), Is.EqualTo(("f", 2)));
        Assert.That(Codecs.WriteText(PrivatelyConstructedNoted.Of("f", 2)), Is.EqualTo("""{"first":"f","second":2}"""));
    }

    [Test]
    public void Computed_members_are_written_and_not_read()
    {
        Assert.That(Codecs.WriteText(new ClassNoted { Name = "n", Count = 2 }), Does.Contain("\"doubled\":4"));
        Assert.That(Codecs.Read<ClassNoted>("""{"name":"n","doubled":"no number"}""").Doubled, Is.EqualTo(36));
    }

    [TestCase("""{"amount":1}""", "currency", 11, "missing")]
    [TestCase("""{}""", "amount", 1, "missing")]
    [TestCase("""{"amount":null,"currency":"EUR"}""", "amount", 10, "found null")]
    [TestCase("""{"amount":1,"currency":null}""", "currency", 23, "found null")]
    [TestCase("""{"amount":"1","currency":"EUR"}""", "amount", 10, "the text '1'")]
    [TestCase("""{"amount":1e99,"currency":"EUR"}""", "amount", 10, "the number '1e99'")]
    [TestCase("""{"amount":1,"amount":2,"currency":"EUR"}""", "amount", 12, "twice")]
    [TestCase("""[]""", "", 0, "an array")]
    [TestCase("""null""", "", 0, "null")]
    public void What_is_wrong_is_said_with_member_and_byte(string json, string member, int offset, string problem)
    {
        var error = Codecs.ReadError<MoneyNoted>(json);
        Assert.That(error.Member, Is.EqualTo(member));
        Assert.That(error.ByteOffset, Is.EqualTo(offset));
        Assert.That(error.Message, Does.Contain(problem));
        Assert.That(error.EventName, Is.EqualTo("money-noted"));
        Assert.That(error.Version, Is.EqualTo(1));
    }

    [TestCase("""{"root":{"name":"a","children":[{"name":"b","children":[]},{"name":"c","children":[{"children":[]}]}]}}""", "root.children[1].children[0].name")]
    [TestCase("""{"root":{"name":"a","children":[{"name":"b","children":[null]}]}}""", "root.children[0].children[0]")]
    [TestCase("""{"root":{"name":"a","children":{}}}""", "root.children")]
    [TestCase("""{"root":{"name":"a","children":[],"name":"b"}}""", "root.name")]
    public void The_path_leads_to_the_member(string json, string member) =>
        Assert.That(Codecs.ReadError<TreeNoted>(json).Member, Is.EqualTo(member));

    [TestCase("""{"color":256,"rights":0,"mood":"Calm","named":"Red"}""", null)]
    [TestCase("""{"color":"Red","rights":0,"mood":"Calm","named":"Red"}""", "color")]
    [TestCase("""{"color":99999999999,"rights":0,"mood":"Calm","named":"Red"}""", "color")]
    [TestCase("""{"color":1,"rights":0,"mood":"Sad","named":"Red"}""", "mood")]
    [TestCase("""{"color":1,"rights":0,"mood":"Calm","named":"red"}""", null)]
    public void Enums_keep_unknown_numbers_and_refuse_unknown_names(string json, string? member)
    {
        if (member is null) Assert.That(() => Codecs.Read<EnumsNoted>(json), Throws.Nothing);
        else Assert.That(Codecs.ReadError<EnumsNoted>(json).Member, Is.EqualTo(member));
    }

    [Test]
    public void Keys_that_are_none_and_keys_that_repeat_are_refused()
    {
        const string Json = """{"plain":{},"readOnly":{},"byInt":{KEY},"byGuid":{},"sorted":{},"byColor":{},"byRights":{},"immutableSorted":{},"lists":{},"byDay":{},"none":null}""";
        Assert.That(Codecs.ReadError<DictionariesNoted>(Json.Replace("KEY", "\"x\":null", StringComparison.Ordinal)).Member, Is.EqualTo("byInt.x"));
        Assert.That(Codecs.ReadError<DictionariesNoted>(Json.Replace("KEY", "\"1\":null,\"1\":\"a\"", StringComparison.Ordinal)).Member, Is.EqualTo("byInt.1"));
        Assert.That(Codecs.Read<DictionariesNoted>(Json.Replace("KEY", "\"1\":null,\"2\":\"a\"", StringComparison.Ordinal)).ByInt, Has.Count.EqualTo(2));
    }

    [Test]
    public void Nesting_is_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"name":"n","children":[""", 100)) + string.Concat(Enumerable.Repeat("]}", 100));
        Assert.That(() => Codecs.Read<TreeNoted>($$"""{"root":{{deep}}}"""), Throws.TypeOf<EventSourcing.SerializationException>());
        var node = new Node("leaf", []);
        for (var i = 0; i < 100; i++) node = new Node("n", [node]);
        Assert.That(() => Codecs.Write(new TreeNoted(node)), Throws.TypeOf<EventSourcing.SerializationException>());
    }

    [TestCase("""{"amount":1,"currency":"EUR"} x""")]
    [TestCase("""{"amount":1,"currency":"EUR"}{}""")]
    [TestCase("""{"amount":1,"currency":"EUR" """)]
    [TestCase("")]
    [TestCase("""{"amount":1,"currency":"\ud800"}""")]
    public void What_is_no_JSON_is_refused(string json) =>
        Assert.That(() => Codecs.Read<MoneyNoted>(json), Throws.TypeOf<EventSourcing.SerializationException>());
}

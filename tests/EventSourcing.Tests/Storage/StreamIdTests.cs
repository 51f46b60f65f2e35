using CsCheck;

namespace EventSourcing.Tests.Storage;

public sealed class StreamIdTests
{
    [Test]
    public void The_text_form_is_category_and_key()
    {
        Assert.That(new StreamId("account", "42").ToString(), Is.EqualTo("account/42"));
        Assert.That(new StreamId("account", 42), Is.EqualTo(new StreamId("account", "42")));
        var id = Guid.NewGuid();
        Assert.That(new StreamId("account", id).Key, Is.EqualTo(id.ToString()));
    }

    [Test]
    public void Every_valid_stream_id_parses_back_from_its_text()
    {
        var part = Gen.String[Gen.Char.AlphaNumeric, 1, 40];
        Gen.Select(part, Gen.OneOf(part, Gen.Const("a/b"), Gen.Const("ключ-鍵-🔑")), (category, key) => new StreamId(category, key))
            .Sample(stream => StreamId.Parse(stream.ToString()) == stream);
    }

    [TestCase("", "k", "is empty")]
    [TestCase("c", "", "is empty")]
    [TestCase("c/d", "k", "separates category and key")]
    [TestCase("c\n", "k", "control character (U+000A) at index 1")]
    [TestCase("c", "k\0", "control character (U+0000) at index 1")]
    public void A_part_that_no_store_could_keep_is_refused(string category, string key, string because)
    {
        Assert.That(() => new StreamId(category, key), Throws.ArgumentException.With.Message.Contains(because));
    }

    [Test]
    public void Half_a_surrogate_pair_has_no_form_in_utf8_and_is_refused()
    {
        // Not a TestCase: attributes are stored in UTF-8, which is the point.
        Assert.That(() => new StreamId("c", "k\ud800"), Throws.ArgumentException.With.Message.Contains("half of a surrogate pair at index 1"));
        Assert.That(() => new StreamId("c", "\udc00k"), Throws.ArgumentException.With.Message.Contains("half of a surrogate pair at index 0"));
    }

    [Test]
    public void A_part_that_is_too_long_is_refused_with_its_length()
    {
        Assert.That(() => new StreamId(new string('c', 129), "k"), Throws.ArgumentException.With.Message.Contains("129"));
        Assert.That(() => new StreamId("c", new string('k', 513)), Throws.ArgumentException.With.Message.Contains("513"));
        Assert.That(() => new StreamId(new string('c', 128), new string('k', 512)), Throws.Nothing);
    }

    [TestCase("account")]
    [TestCase("/key")]
    [TestCase("account/")]
    public void Text_of_another_form_is_refused(string text)
    {
        Assert.That(() => StreamId.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(text));
        Assert.That(StreamId.TryParse(text, null, out _), Is.False);
    }

    [Test]
    public void The_default_value_names_no_stream_and_says_so()
    {
        Assert.That(() => default(StreamId).Key, Throws.InvalidOperationException);
        Assert.That(default(StreamId).ToString(), Is.EqualTo("(no stream)"));
    }
}

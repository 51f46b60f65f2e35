using CsCheck;

namespace EventSourcing.Tests.Storage;

public sealed class GlobalPositionTests
{
    private static readonly Guid Here = Guid.NewGuid();
    private static readonly Guid There = Guid.NewGuid();

    [Test]
    public void Positions_of_a_store_are_ordered()
    {
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue]).Sample((a, b) =>
        {
            var (left, right) = (new GlobalPosition(Here, a), new GlobalPosition(Here, b));
            return (left < right) == (a < b)
                && (left <= right) == (a <= b)
                && (left > right) == (a > b)
                && (left >= right) == (a >= b)
                && (left == right) == (a == b)
                && (left != right) == (a != b);
        });
    }

    [Test]
    public void Positions_of_different_stores_are_never_equal_and_refuse_to_be_ordered()
    {
        var (left, right) = (new GlobalPosition(Here, 1), new GlobalPosition(There, 1));

        Assert.That(left == right, Is.False);
        Assert.That(() => left < right, Throws.TypeOf<PositionMismatchException>().With.Message.Contains(Here.ToString("N")).And.Message.Contains(There.ToString()));
    }

    [Test]
    public void A_position_parses_back_from_its_text()
    {
        Gen.Long[0, long.MaxValue].Sample(value =>
        {
            var position = new GlobalPosition(Here, value);
            return GlobalPosition.Parse(position.ToString()) == position;
        });
    }

    [TestCase("12")]
    [TestCase("@0af7651916cd43dd8448eb211c80319c")]
    [TestCase("-1@0af7651916cd43dd8448eb211c80319c")]
    [TestCase("1@00000000000000000000000000000000")]
    [TestCase("1@x")]
    public void Text_of_another_form_is_refused(string text)
    {
        Assert.That(() => GlobalPosition.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(text));
    }

    [Test]
    public void A_position_needs_a_store_and_a_place()
    {
        Assert.That(() => new GlobalPosition(Guid.Empty, 1), Throws.ArgumentException);
        Assert.That(() => new GlobalPosition(Here, -1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}

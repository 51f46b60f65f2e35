namespace EventSourcing.Tests.Storage;

public sealed class ExpectedVersionTests
{
    [Test]
    public void Each_expectation_is_met_by_the_versions_that_it_means()
    {
        Assert.That(Met(ExpectedVersion.Any), Is.EqualTo(new[] { true, true, true }));
        Assert.That(Met(ExpectedVersion.NoStream), Is.EqualTo(new[] { true, false, false }));
        Assert.That(Met(ExpectedVersion.StreamExists), Is.EqualTo(new[] { false, true, true }));
        Assert.That(Met(ExpectedVersion.Exactly(1)), Is.EqualTo(new[] { false, true, false }));
        Assert.That(Met(default), Is.EqualTo(new[] { false, false, false }));

        static bool[] Met(ExpectedVersion expected) => [expected.IsMetBy(0), expected.IsMetBy(1), expected.IsMetBy(2)];
    }

    [Test]
    public void Exactly_zero_is_no_stream()
    {
        Assert.That(ExpectedVersion.Exactly(0), Is.EqualTo(ExpectedVersion.NoStream));
    }

    [Test]
    public void The_default_is_none_of_the_choices()
    {
        Assert.That(default(ExpectedVersion).IsSpecified, Is.False);
        Assert.That(default(ExpectedVersion), Is.Not.EqualTo(ExpectedVersion.NoStream));
        Assert.That(default(ExpectedVersion), Is.Not.EqualTo(ExpectedVersion.Any));
    }

    [Test]
    public void A_negative_version_is_refused()
    {
        Assert.That(() => ExpectedVersion.Exactly(-1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void It_prints_as_it_is_written()
    {
        ExpectedVersion[] all = [ExpectedVersion.Any, ExpectedVersion.NoStream, ExpectedVersion.StreamExists, ExpectedVersion.Exactly(7), default];

        Assert.That(all.Select(e => e.ToString()), Is.EqualTo(new[] { "Any", "NoStream", "StreamExists", "Exactly(7)", "(unspecified)" }));
    }
}

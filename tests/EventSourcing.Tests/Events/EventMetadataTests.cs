namespace EventSourcing.Tests.Events;

public sealed class EventMetadataTests
{
    private static readonly EventMetadata First = new() { EventId = Guid.NewGuid(), OccurredAt = DateTimeOffset.UnixEpoch };

    [Test]
    public void Instants_are_kept_in_utc_and_in_whole_microseconds()
    {
        var given = new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(2)).AddTicks(12_345_678);

        var kept = new EventMetadata { OccurredAt = given }.OccurredAt;

        Assert.That(kept.Offset, Is.EqualTo(TimeSpan.Zero));
        Assert.That(kept, Is.EqualTo(given.AddTicks(-8)));
    }

    [Test]
    public void An_effect_of_the_first_event_is_correlated_by_its_id()
    {
        var effect = new EventMetadata { EventId = Guid.NewGuid() }.CausedBy(First);

        Assert.That(effect.CausationId, Is.EqualTo(First.EventId));
        Assert.That(effect.CorrelationId, Is.EqualTo(First.EventId));
        Assert.That(effect.IsCausedBy(First), Is.True);
        Assert.That(First.IsCausedBy(effect), Is.False);
        Assert.That(effect.IsCorrelatedWith(First), Is.True);
    }

    [Test]
    public void An_effect_of_an_effect_keeps_the_correlation_and_names_its_own_cause()
    {
        var correlation = Guid.NewGuid();
        var cause = new EventMetadata { EventId = Guid.NewGuid(), CorrelationId = correlation, CausationId = First.EventId };

        var effect = new EventMetadata { EventId = Guid.NewGuid() }.CausedBy(cause);

        Assert.That(effect.CorrelationId, Is.EqualTo(correlation));
        Assert.That(effect.CausationId, Is.EqualTo(cause.EventId));
        Assert.That(effect.IsCausedBy(First), Is.False);
    }

    [Test]
    public void Events_of_different_conversations_are_not_correlated()
    {
        var other = new EventMetadata { EventId = Guid.NewGuid() };

        Assert.That(other.IsCorrelatedWith(First), Is.False);
    }

    [Test]
    public void Headers_are_copied_and_count_for_equality()
    {
        var headers = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };
        var left = First with { Headers = headers };
        headers["a"] = "changed";

        var right = First with { Headers = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };

        Assert.That(left.Headers["a"], Is.EqualTo("1"));
        Assert.That(left, Is.EqualTo(right));
        Assert.That(left.GetHashCode(), Is.EqualTo(right.GetHashCode()));
        Assert.That(left, Is.Not.EqualTo(First));
        Assert.That(left, Is.Not.EqualTo(First with { Headers = headers }));
    }

    [Test]
    public void A_header_without_name_or_value_is_refused()
    {
        Assert.That(() => First with { Headers = new Dictionary<string, string> { [""] = "x" } }, Throws.ArgumentException.With.Message.Contains("empty name"));
        Assert.That(() => First with { Headers = new Dictionary<string, string> { ["x"] = null! } }, Throws.ArgumentException.With.Message.Contains("'x'"));
    }

    [Test]
    public void Every_member_counts_for_equality()
    {
        EventMetadata[] all =
        [
            First,
            First with { EventId = Guid.NewGuid() },
            First with { OccurredAt = DateTimeOffset.UnixEpoch.AddMicroseconds(1) },
            First with { CorrelationId = Guid.NewGuid() },
            First with { CausationId = Guid.NewGuid() },
            First with { Actor = "a" },
            First with { Tenant = "t" },
            First with { TraceParent = "p" },
        ];

        Assert.That(all, Is.Unique);
    }
}

namespace EventSourcing.Tests.Aggregates;

public sealed class NotEmittedTests
{
    [Test]
    public void An_aggregate_for_which_nothing_was_emitted_says_what_is_missing()
    {
        Assert.That(new Bare().Change, Throws.InvalidOperationException.With.Message.Contains("Bare").And.Message.Contains("partial"));
        Assert.That(new BareState().Change, Throws.InvalidOperationException.With.Message.Contains("BareState").And.Message.Contains("generator"));
    }

    private sealed class Bare : AggregateRoot<Guid>
    {
        public void Change() => Raise(new object());
    }

    private sealed class BareState : AggregateRoot<Guid, string>
    {
        public void Change() => Raise(new object());
    }
}

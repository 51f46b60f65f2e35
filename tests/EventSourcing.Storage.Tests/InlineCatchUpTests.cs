namespace EventSourcing.Storage.Tests;

/// <summary>PR-1: a projection that catches up while another program does the same.</summary>
[TestFixture]
public sealed class InlineCatchUpTests
{
    [Test]
    public async Task What_another_program_has_handled_since_it_was_read_is_not_handled_again()
    {
        var handled = new List<long>();
        var projection = new ProjectionDescriptor<Counting>("counting", 1, [typeof(Alpha)], [], _ => new Counting(handled));
        await using var store = new InMemoryEventStore(TestEvents.Catalog);
        await InlineProjections.OpenAsync(store, [projection]);
        var result = await store.AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(3));

        // It has read the events, and waits for the transaction.
        Task<InlineProjections> opening;
        await using (var other = await store.BeginTransactionAsync())
        {
            opening = InlineProjections.OpenAsync(store, [projection]).AsTask();
            Assert.That(opening.IsCompleted, Is.False);
            await other.MoveCheckpointAsync(new Checkpoint(projection.SubscriptionName, 0, result.LastPosition));
            await other.CommitAsync();
        }

        var inline = await opening;
        Assert.That(handled, Is.Empty);
        await inline.AppendAsync(TestEvents.Stream(), ExpectedVersion.Exactly(3), TestEvents.Many(1));
        Assert.That(handled, Is.EqualTo(new[] { 4L }));
    }

    private sealed class Counting(List<long> handled) : IProjection
    {
        public ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
        {
            handled.Add(context.Version);
            return ValueTask.CompletedTask;
        }
    }
}

using EventSourcing.PostgreSql.Tests.Feed;

namespace EventSourcing.PostgreSql.Tests.Appending;

using static Bookings;

/// <summary>Payloads at the edge of what the server can store.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PayloadTests : FeedTestBase
{
    [Test]
    public async Task Jsonb_keeps_the_last_of_duplicate_keys_and_knows_the_event_again()
    {
        await using var store = new PostgreSqlEventStore(Database.DataSource, Catalog, new PostgreSqlEventStoreOptions { Schema = "binary", PayloadType = PostgreSqlPayloadType.Jsonb });
        var @event = new ImportedEvent(Stream("a"), Name, 1, """{"text":"first","text":"last"}"""u8.ToArray());
        Assert.That((await store.ImportAsync(new[] { @event }.ToAsyncEnumerable())).Imported, Is.EqualTo(1));
        Assert.That((await store.ReadStreamAsync(Stream("a")).SingleAsync()).Data, Is.EqualTo(new Booked("last")));
        Assert.That((await store.ImportAsync(new[] { @event }.ToAsyncEnumerable(), new PostgreSqlImportOptions { SkipExisting = true })).Skipped, Is.EqualTo(1));
    }

    [Test]
    public async Task An_append_above_the_limit_is_refused_before_it_is_sent_and_the_store_goes_on()
    {
        var text = new string('x', 1 << 20);
        NewEvent[] events = [.. Enumerable.Range(0, 257).Select(_ => New(text))];
        var error = Assert.ThrowsAsync<EventStoreException>(async () => await Store.AppendAsync(Stream("large"), ExpectedVersion.NoStream, events));
        Assert.That((error!.IsTransient, error.OutcomeUnknown), Is.EqualTo((false, false)));
        Assert.That(error.Message, Does.Contain("257 events").And.Contain($"{256 << 20}").And.Contain("Append fewer"));
        Assert.That(async () => await Store.AppendAsync([new(Stream("large"), ExpectedVersion.Any, events[..130]), new(Stream("other"), ExpectedVersion.Any, events[130..])]), Throws.TypeOf<EventStoreException>());
        Assert.That((await Store.AppendAsync(Stream("large"), ExpectedVersion.NoStream, events[..2])).Version, Is.EqualTo(2));
    }
}

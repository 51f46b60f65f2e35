using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace EventSourcing.Tests.Events;

public sealed class EventSourcingContextTests
{
    private static readonly EventSourcingContext Alice = new()
    {
        Actor = "alice",
        Tenant = "north",
        CorrelationId = Guid.NewGuid(),
        CausationId = Guid.NewGuid(),
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Headers = new Dictionary<string, string> { ["channel"] = "web" },
    };

    [Test]
    public void A_new_event_takes_all_of_its_metadata_from_the_context()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var id = Guid.NewGuid();

        using (EventSourcingContext.Use(Alice with { TimeProvider = clock, EventIds = new FixedIds(id) }))
        {
            var metadata = new NewEvent(new object()).Metadata;

            Assert.That(metadata, Is.EqualTo(new EventMetadata
            {
                EventId = id,
                OccurredAt = clock.GetUtcNow(),
                Actor = "alice",
                Tenant = "north",
                CorrelationId = Alice.CorrelationId,
                CausationId = Alice.CausationId,
                TraceParent = Alice.TraceParent,
                Headers = Alice.Headers,
            }));
        }
    }

    [Test]
    public void Metadata_that_is_given_is_kept_and_only_its_gaps_are_filled()
    {
        var given = new EventMetadata { Actor = "bob" };

        using (EventSourcingContext.Use(Alice))
        {
            var metadata = new NewEvent(new object(), given).Metadata;

            Assert.That(metadata.Actor, Is.EqualTo("bob"));
            Assert.That(metadata.Tenant, Is.Null);
            Assert.That(metadata.EventId, Is.Not.EqualTo(Guid.Empty));
            Assert.That(metadata.OccurredAt, Is.Not.EqualTo(default(DateTimeOffset)));
        }
    }

    [Test]
    public void Event_ids_are_uuids_of_version_7_that_carry_the_instant()
    {
        var instant = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        var id = new NewEvent(new object(), new EventMetadata { OccurredAt = instant }).Metadata.EventId;

        Assert.That(id.Version, Is.EqualTo(7));
        Assert.That(Convert.ToInt64(id.ToString("N")[..12], 16), Is.EqualTo(instant.ToUnixTimeMilliseconds()));
    }

    [Test]
    public void An_event_of_the_time_before_1970_still_gets_an_id()
    {
        var metadata = new NewEvent(new object(), new EventMetadata { OccurredAt = new DateTimeOffset(1969, 7, 20, 0, 0, 0, TimeSpan.Zero) }).Metadata;

        Assert.That(metadata.EventId.Version, Is.EqualTo(7));
    }

    [Test]
    public void A_generator_that_makes_empty_ids_is_found_out()
    {
        using (EventSourcingContext.Use(Alice with { EventIds = new FixedIds(Guid.Empty) }))
            Assert.That(() => new NewEvent(new object()), Throws.InvalidOperationException.With.Message.Contains("empty event id"));
    }

    [Test]
    public void The_current_activity_gives_the_trace_parent()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        Assert.That(new NewEvent(new object()).Metadata.TraceParent, Is.EqualTo(activity.Id));
    }

    [Test]
    public async Task The_context_follows_await_and_never_reaches_a_flow_beside_it()
    {
        using var entered = new SemaphoreSlim(0);
        using var seen = new SemaphoreSlim(0);
        var beside = Task.Run(async () =>
        {
            await entered.WaitAsync();
            var actor = EventSourcingContext.Current.Actor;
            seen.Release();
            return actor;
        });

        using (EventSourcingContext.Use(Alice))
        {
            entered.Release();
            await seen.WaitAsync();
            Assert.That(EventSourcingContext.Current.Actor, Is.EqualTo("alice"));
            Assert.That(await Task.Run(() => EventSourcingContext.Current.Actor), Is.EqualTo("alice"));
        }

        Assert.That(await beside, Is.Null);
        Assert.That(EventSourcingContext.Current.Actor, Is.Null);
    }

    [Test]
    public void Scopes_nest_strictly()
    {
        var outer = EventSourcingContext.Use(Alice);
        var inner = EventSourcingContext.Use(Alice with { Actor = "bob" });

        Assert.That(outer.Dispose, Throws.InvalidOperationException.With.Message.Contains("reverse order"));
        Assert.That(EventSourcingContext.Current.Actor, Is.EqualTo("bob"));

        inner.Dispose();
        inner.Dispose();
        Assert.That(EventSourcingContext.Current.Actor, Is.EqualTo("alice"));
        outer.Dispose();
        Assert.That(EventSourcingContext.Current.Actor, Is.Null);
    }

    [Test]
    public void What_is_raised_while_an_event_is_handled_names_it_as_its_cause()
    {
        var cause = new EventMetadata { EventId = Guid.NewGuid(), Tenant = "south" };

        using (EventSourcingContext.Use(Alice))
        using (EventSourcingContext.Handling(cause))
        {
            var metadata = new NewEvent(new object()).Metadata;

            Assert.That(metadata.IsCausedBy(cause), Is.True);
            Assert.That(metadata.IsCorrelatedWith(cause), Is.True);
            Assert.That(metadata.Tenant, Is.EqualTo("south"));
            Assert.That(metadata.Actor, Is.EqualTo("alice"));
        }
    }

    [Test]
    public void What_a_command_leads_to_names_the_command_as_its_cause()
    {
        var command = new CommandMetadata { CommandId = Guid.NewGuid(), CorrelationId = Guid.NewGuid(), Actor = "carol", Tenant = "west" };

        using (EventSourcingContext.Use(Alice))
        using (EventSourcingContext.Executing(command))
        {
            var metadata = new NewEvent(new object()).Metadata;

            Assert.That(metadata.CausationId, Is.EqualTo(command.CommandId));
            Assert.That(metadata.CorrelationId, Is.EqualTo(command.CorrelationId));
            Assert.That(metadata.Actor, Is.EqualTo("carol"));
            Assert.That(metadata.Tenant, Is.EqualTo("west"));
        }
    }

    [Test]
    public void A_command_without_a_conversation_begins_one()
    {
        using (EventSourcingContext.Executing(new CommandMetadata()))
        {
            var metadata = new NewEvent(new object()).Metadata;

            Assert.That(metadata.CausationId, Is.Not.Null);
            Assert.That(metadata.CorrelationId, Is.EqualTo(metadata.CausationId));
        }
    }

    private sealed class FixedIds(Guid id) : IEventIdGenerator
    {
        public Guid NewId(DateTimeOffset occurredAt) => id;
    }
}

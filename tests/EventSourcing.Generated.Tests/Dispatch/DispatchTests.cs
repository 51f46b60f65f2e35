using EventSourcing;

namespace Banking.Dispatch;

public class DispatchTests
{
    [Test]
    public void The_handler_of_the_most_derived_type_takes_an_event()
    {
        var ledger = Make<Ledger, string>();
        using (EventSourcingContext.Use(new EventSourcingContext { Actor = "alice" }))
        {
            ledger.Do(new EntryBooked("a"));
            ledger.Do(new CorrectionBooked("b", 1));
            ledger.Do(new LedgerClosed());
            ledger.Do(new LedgerTouched(1));
        }

        Assert.That(ledger.Log, Is.EqualTo(new[] { "entry a", "correction b by alice", "any LedgerClosed", "any LedgerTouched" }));
    }

    [Test]
    public void An_event_without_handler_is_an_error()
    {
        var ledger = Make<Ledger, string>();
        Assert.That(() => ledger.Do(new LedgerAudited("x")), Throws.TypeOf<UnhandledEventException>());
        Assert.That(ledger.Version, Is.Zero);
    }

    [Test]
    public void An_event_without_handler_is_counted_where_the_class_says_so()
    {
        var ledger = Make<TolerantLedger, long>();
        ledger.Do(new LedgerAudited("x"));
        ledger.Do(new EntryBooked("a"));
        Assert.That((ledger.Version, ledger.IgnoredEvents, ledger.Entries), Is.EqualTo((2, 1, 1)));
    }

    [Test]
    public void Handlers_of_base_classes_take_their_part()
    {
        var ledger = Make<SpecialLedger, Guid>();
        ledger.Do(new LedgerAudited("bob"));
        Assert.That(ledger.AuditedBy, Is.EqualTo("bob"));
        ledger.Do(new EntryBooked("a"));
        ledger.Do(new CorrectionBooked("b", 1));
        ledger.Do(new LedgerClosed());
        Assert.That((ledger.Last, ledger.AuditedBy, ledger.Any), Is.EqualTo(("a", "correction b", 1)));
        Assert.That(() => ledger.Do(new CounterReset()), Throws.TypeOf<UnhandledEventException>());
    }

    [Test]
    public void Nested_types_with_keyword_names_work()
    {
        var aggregate = Make<Outer<int>.IMiddle.@class, Guid>();
        aggregate.Do(new EntryBooked("a"));
        Assert.That(aggregate.Count, Is.EqualTo(1));
        Assert.That(DescriptorOf<Outer<int>.IMiddle.@class, Guid>().Category, Is.EqualTo("class"));
    }

    [Test]
    public void The_descriptor_names_category_and_events()
    {
        Assert.That(DescriptorOf<BankAccount, Guid>().Category, Is.EqualTo("account"));
        Assert.That(DescriptorOf<TolerantLedger, long>().Category, Is.EqualTo("tolerant"));
        Assert.That(DescriptorOf<SpecialLedger, Guid>().Category, Is.EqualTo("special-ledger"));
        Assert.That(
            DescriptorOf<SpecialLedger, Guid>().EventTypes,
            Is.EquivalentTo(new[] { typeof(EntryBooked), typeof(ILedgerEvent), typeof(LedgerAudited), typeof(CorrectionBooked) }));
    }

    [Test]
    public void State_begins_with_Initial_and_follows_the_static_handlers()
    {
        var counter = Make<Counter, Guid>();
        Assert.That(counter.State, Is.EqualTo(CounterState.Initial));
        using (EventSourcingContext.Use(new EventSourcingContext { Actor = "alice" }))
        {
            counter.Do(new CounterStarted(5));
            counter.Do(new CounterIncremented(2));
            Assert.That(counter.State, Is.EqualTo(new CounterState(7, "alice")));
            counter.Do(new CounterReset());
        }

        Assert.That(counter.State, Is.EqualTo(new CounterState(0, "alice")));
        Assert.That(() => counter.Do(new LedgerClosed()), Throws.TypeOf<UnhandledEventException>());
        Assert.That(counter.State, Is.EqualTo(new CounterState(0, "alice")));
    }

    [Test]
    public void State_begins_with_the_default_of_a_struct_or_the_parameterless_constructor()
    {
        var tally = Make<Tally, Guid>();
        Assert.That(tally.State, Is.Zero);
        tally.Do(new CounterIncremented(3));
        Assert.That(tally.State, Is.EqualTo(3));
        var made = Make<FromConstructor, Guid>();
        made.Do(new CounterIncremented(3));
        Assert.That(made.State.Value, Is.EqualTo(10));
    }

    [Test]
    public void State_that_begins_with_the_first_event_says_so_before()
    {
        var booking = Make<BookingAggregate, string>();
        Assert.That(booking.IsCreated, Is.False);
        Assert.That(() => booking.State, Throws.TypeOf<AggregateNotCreatedException>());
        booking.Execute(new MakeBooking("Ann"));
        Assert.That(booking.State, Is.EqualTo(new Booking("Ann", 1)));
        Assert.That(booking.IsCreated, Is.True);
    }

    [Test]
    public void Decisions_raise_what_they_return_whatever_its_form()
    {
        var booking = Make<BookingAggregate, string>();
        booking.Execute(new MakeBooking("Ann"));
        booking.Execute(new MakeBooking("Ann"));
        booking.Execute(new ExtendBooking(2));
        booking.Execute(new CancelBooking());
        Assert.That(booking.State, Is.EqualTo(new Booking("Ann", 3)));
        booking.Execute(new InternalCommand(1));
        Assert.That(booking.State.Nights, Is.EqualTo(303));
        Assert.That(booking.Version, Is.EqualTo(5));
        Assert.That(booking, Is.InstanceOf<IDecider<MakeBooking>>().And.InstanceOf<IDecider<InternalCommand>>());
    }

    [Test]
    public void A_decision_that_fails_leaves_the_aggregate_untouched()
    {
        var booking = Make<BookingAggregate, string>();
        booking.Execute(new MakeBooking("Ann"));
        Assert.That(() => booking.Execute(new MakeBooking("Bob")), Throws.TypeOf<DomainException>());
        Assert.That(() => booking.Execute(new ExtendBooking(12)), Throws.TypeOf<DomainException>());
        Assert.That((booking.Version, booking.State), Is.EqualTo((1L, new Booking("Ann", 1))));
    }

    private static TAggregate Make<TAggregate, TId>()
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
        where TId : notnull, IParsable<TId> => TAggregate.CreateEmpty();

    private static AggregateDescriptor DescriptorOf<TAggregate, TId>()
        where TAggregate : AggregateRoot<TId>, IAggregate<TAggregate, TId>
        where TId : notnull, IParsable<TId> => TAggregate.Descriptor;
}

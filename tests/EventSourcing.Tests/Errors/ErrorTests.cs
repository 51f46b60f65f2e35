namespace EventSourcing.Tests.Errors;

public sealed class ErrorTests
{
    private static readonly StreamId Stream = new("account", "42");

    private static readonly ProjectionDescriptor Balances = new ProjectionDescriptor<IProjection>("account-balances", 1, [], [], _ => throw new NotSupportedException());

    private static readonly EventSourcingException[] All =
    [
        new DomainException("insufficient funds: 30 wanted, 20 there"),
        new ConcurrencyException(Stream, ExpectedVersion.Exactly(3), 5),
        new ConcurrencyException(Stream, ExpectedVersion.NoStream, 5),
        new ConcurrencyException(Stream, ExpectedVersion.StreamExists, 0),
        new DuplicateEventException(Guid.NewGuid(), Stream, new StreamId("account", "7"), 2),
        new DuplicateEventException(Guid.NewGuid(), Stream, null, 0),
        new UnregisteredEventException(typeof(ErrorTests), Stream),
        UnknownEventException.ForName("acount-opened", 1, Stream, 2, ["account-opened"]),
        UnknownEventException.ForName("zzz", 1, Stream, 2, []),
        new SupersededEventException(Listed("money-withdrawn"), [Listed("money-taken")], Stream),
        new SupersededEventException(Listed("money-withdrawn"), [], Stream),
        new UpcastException("it has given null in place of an event.", "Bank.Upcasters.Upcast", "money-withdrawn", 1, Stream, 7),
        new UnhandledEventException(typeof(ErrorTests), typeof(ErrorTests), Stream, 3),
        new UnhandledEventException(typeof(ErrorTests), typeof(ErrorTests), null, 3),
        new AggregateNotFoundException(typeof(ErrorTests), Stream),
        new AggregateNotFoundException(typeof(ErrorTests), Stream, AsOf.Version(3)),
        new AggregateNotCreatedException(typeof(ErrorTests), typeof(ErrorTests), Stream),
        new AggregateFaultedException(typeof(ErrorTests), Stream, 3, new InvalidOperationException("x")),
        new HistoricalAggregateException(typeof(ErrorTests), Stream, 3, AsOf.Version(3)),
        new RaiseNotAllowedException(typeof(ErrorTests), typeof(ErrorTests), Stream),
        new StreamVersionGapException(Stream, 3, 5),
        new StreamVersionGapException(Stream, 3, 2),
        new PositionMismatchException(new GlobalPosition(Guid.NewGuid(), 4), Guid.NewGuid()),
        new SerializationException("'x' is no number.", "lines[2].price", 17),
        new StreamClosedException(Stream, StreamState.Archived),
        new StreamClosedException(Stream, StreamState.Tombstoned),
        new StreamNotFoundException(Stream),
        new LockTimeoutException("report", TimeSpan.FromSeconds(5)),
        new AppendConditionException(new AppendCondition(TagQuery.AllTags("course:c1", "term:1")), new GlobalPosition(Guid.NewGuid(), 4)),
        new AppendConditionException(
            new AppendCondition(new TagQuery(new TagCriterion("course:c1"), new TagCriterion("student:s1") { EventNames = ["student-enrolled"] }), new GlobalPosition(Guid.NewGuid(), 2)),
            new GlobalPosition(Guid.NewGuid(), 4)),
        new EventStoreException("The file is locked.", outcomeUnknown: false, isTransient: true),
        new InlineProjectionException(Balances, Recorded(), new InvalidOperationException("There is no row.")),
        new InlineProjectionException(Balances, "its checkpoint is gone, so it is unknown what it has handled."),
        new ProjectionRebuildException(Balances, Recorded(), new InvalidOperationException("There is no row.")),
        new ProjectionRebuildException(Balances, "its lease was lost.", innerException: null),
        new ProjectionVersionException(Balances, 2),
        new ProjectionVersionException(Balances, servingVersion: null),
        new RebuildInProgressException(Balances),
        new RebuildBehindException(Balances, Recorded().Position, eventsLeft: 1_200, rounds: 20, mostEvents: 1_000),
        new PartitionCountException("account-balances@1", 8, 4),
        new SubscriptionException("The subscription 'account-balances@1' cannot use its store: The file is locked.", "account-balances@1", 0, null),
        new ReadModelSchemaException("The table 'account_balance' has no column 'owner'.", "account_balance", ["no column 'owner'"]),
        new RowExistsException("account_balance", "42"),
        new RowNotFoundException("account_balance", "42"),
        new RowVersionException("account_balance", "42", 3, 5),
    ];

    [Test]
    public void Every_error_of_the_framework_has_one_root()
    {
        var exceptions = typeof(EventSourcingException).Assembly.GetExportedTypes().Where(t => t.IsAssignableTo(typeof(Exception))).ToList();

        Assert.That(exceptions.Where(t => !t.IsAssignableTo(typeof(EventSourcingException))), Is.Empty);
        Assert.That(exceptions.Where(t => !t.IsAbstract).Except(All.Select(e => e.GetType())), Is.Empty, "each has an example above");
    }

    [TestCaseSource(nameof(All))]
    public void Every_message_is_whole_sentences_without_holes(EventSourcingException error)
    {
        TestContext.Out.WriteLine(error.Message);

        Assert.That(error.Message, Does.Not.Contain("  ").And.Not.Contain("''").And.Not.Contain(" ."));
        if (error is DomainException or SerializationException) return;
        Assert.That(error.Message, Does.EndWith(".").Or.EndWith("]."));
        Assert.That(error.Message, Does.Match("^[A-Z]"));
    }

    [Test]
    public void A_conflict_tells_what_was_expected_and_what_is()
    {
        Assert.That(All[1].Message, Does.Contain("account/42").And.Contain("version 3").And.Contain("version 5").And.Contain("ExecuteAsync"));
        Assert.That(All[2].Message, Does.Contain("no stream yet"));
        Assert.That(All[3].Message, Does.Contain("does not exist").And.Contain("check the stream id").And.Not.Contain("Somebody else"));
        Assert.That(new ConcurrencyException(Stream, ExpectedVersion.Exactly(7), 2).Message, Does.Contain("check the stream id").And.Not.Contain("Somebody else"));
    }

    [Test]
    public void An_unknown_event_names_the_stream_the_version_and_the_nearest_name()
    {
        Assert.That(All.OfType<UnknownEventException>().First().Message, Does.Contain("account/42").And.Contain("version 2").And.Contain("'acount-opened'").And.Contain("'account-opened'"));
    }

    [Test]
    public void A_superseded_event_says_which_type_to_append()
    {
        Assert.That(All.OfType<SupersededEventException>().First().Message, Does.Contain("account/42").And.Contain("'money-taken' version 2").And.Contain("Nothing was stored"));
        Assert.That(All.OfType<UpcastException>().Single().Message, Does.Contain("account/42").And.Contain("version 7").And.Contain("Bank.Upcasters.Upcast").And.Contain("shape version 1"));
    }

    private static RecordedEvent Recorded() => new()
    {
        Stream = Stream,
        Version = 3,
        Position = new GlobalPosition(Guid.NewGuid(), 4),
        Name = "money-deposited",
        SchemaVersion = 1,
        RecordedAt = DateTimeOffset.UnixEpoch,
        Data = "",
        Metadata = new EventMetadata { EventId = Guid.NewGuid(), OccurredAt = DateTimeOffset.UnixEpoch },
    };

    private static EventDescriptor Listed(string name) => DomainEvents.Catalog.TryGet("money-withdrawn", out var listed) && name == listed.Name
        ? listed
        : new EventDescriptor<ErrorTests>(name, 2, new NoCodec());

    private sealed class NoCodec : Serialization.EventCodec<ErrorTests>
    {
        public override void Write(System.Text.Json.Utf8JsonWriter writer, ErrorTests value) => throw new InvalidOperationException();

        public override ErrorTests Read(ref System.Text.Json.Utf8JsonReader reader) => throw new InvalidOperationException();
    }
}

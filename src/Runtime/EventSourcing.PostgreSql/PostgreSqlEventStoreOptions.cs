using EventSourcing.PostgreSql;

namespace EventSourcing;

/// <summary>How a <c>PostgreSqlEventStore</c> works. What the options leave open, such as host, pool and time limits, is the data source's.</summary>
public sealed record PostgreSqlEventStoreOptions
{
    /// <summary>The most partitions that a store can have.</summary>
    public const int MaxPartitions = 1024;

    /// <summary>
    /// The database schema that holds the store; <c>eventsourcing</c> by default. A database can hold several stores, each in a schema of its own. Lower-case letters, digits and
    /// underscores, 1 to 63 of them, no digit first, and not <c>pg_</c> at the beginning.
    /// </summary>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public string Schema
    {
        get;
        init => field = PostgreSqlNames.RequireSchema(value, nameof(Schema));
    } = "eventsourcing";

    /// <summary>
    /// The database schema that holds the tables of read models, which is made where it is absent; <see langword="null"/>, the default, for <see cref="Schema"/>. Of the same form as that.
    /// </summary>
    /// <exception cref="ArgumentException">The name has another form.</exception>
    public string? ReadModelSchema
    {
        get;
        init => field = value is null ? null : PostgreSqlNames.RequireSchema(value, nameof(ReadModelSchema));
    }

    /// <summary>What happens on first use where the schema is absent or older; by default an absent one is made.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the named ones.</exception>
    public PostgreSqlSchemaCreation SchemaCreation
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(SchemaCreation), value, "SchemaCreation must be Never, WhenAbsent or Upgrade.");
    } = PostgreSqlSchemaCreation.WhenAbsent;

    /// <summary>
    /// The type of the payload column. It is decided when the schema is made: <see langword="null"/>, the default, makes <see cref="PostgreSqlPayloadType.Json"/> and takes an
    /// existing store as it is; a value that an existing store does not have is refused.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the named ones.</exception>
    public PostgreSqlPayloadType? PayloadType
    {
        get;
        init => field = value is null || Enum.IsDefined(value.Value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(PayloadType), value, "PayloadType must be Json or Jsonb, or null for that of the store.");
    }

    /// <summary>
    /// Into how many parts the events are divided, by a hash of their stream: 2 to <see cref="MaxPartitions"/>, or 0 for one undivided table. It is decided when the schema is made:
    /// <see langword="null"/>, the default, makes 0 and takes an existing store as it is; a number that an existing store does not have is refused.
    /// </summary>
    /// <remarks>
    /// Partitions are vacuumed, reindexed and moved one by one. They cost a second unique index for event ids, and a merge for each reading of the feed: below some
    /// hundred million events an undivided table is quicker in everything.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number is 1, negative, or above <see cref="MaxPartitions"/>.</exception>
    public int? Partitions
    {
        get;
        init => field = value is null or 0 or (>= 2 and <= MaxPartitions)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Partitions), value, $"Partitions must be 0 for one undivided table, or 2 to {MaxPartitions}, or null for those of the store.");
    }

    /// <summary>
    /// Whether the database itself keeps tenants apart: a session sees and writes rows of the tenant that the setting <c>eventsourcing.tenant</c> names, and the store sets it for each
    /// transaction from <see cref="EventSourcingContext.Tenant"/> of the calling flow (every tenant's rows where that is <see langword="null"/>). It is decided when the schema
    /// is made: <see langword="null"/>, the default, makes none and takes an existing store as it is; a value that an existing store does not have is refused.
    /// </summary>
    /// <remarks>Superusers, and roles with BYPASSRLS, see everything: let the service use another role.</remarks>
    public bool? RowLevelSecurity { get; init; }

    /// <summary>
    /// Whether statements that are sent again and again are prepared on each connection, which saves the server from planning them anew; <see langword="true"/> by default. Turn it off behind a
    /// pooler that shares server connections between transactions and does not know prepared statements, such as PgBouncer before 1.21.
    /// </summary>
    public bool PrepareStatements { get; init; } = true;

    /// <summary>
    /// How many events the appends of several callers that are sent together may have, from 1; 1,024 by default. Each 4 KiB of payload count as one more. A larger single append is
    /// sent alone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxGroupedEvents
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 1024;

    /// <summary>
    /// How many groups of appends may be under way at once, each on a connection of its own, from 1; 16 by default, and never more than half of the pool. Two are enough where commits are
    /// quick; the store uses more as it finds that commits take long beside the work that the server does for a group, and twice as many while whole groups wait.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int MaxFlushers
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 16;

    /// <summary>
    /// How many events a reading takes from the server at once, from 1; 2,000 by default. It takes fewer where they are large: a page has about a mebibyte. One page more is read while the
    /// consumer works on the one before.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public int ReadPageSize
    {
        get;
        init => field = Require.AtLeast(value, 1);
    } = 2000;

    /// <summary>
    /// The shortest time between two notifications by which a store tells other processes of its appends, for those that wait by <see cref="IFeedSignal"/>; 25 ms by default.
    /// <see cref="Timeout.InfiniteTimeSpan"/> sends none and listens to none, as behind a pooler that shares server connections: who waits then asks every <see cref="PollInterval"/>.
    /// So it is, too, where the pool has less than four connections, since telling and hearing take one each.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is neither greater than zero nor infinite.</exception>
    public TimeSpan NotifyInterval
    {
        get;
        init => field = value == Timeout.InfiniteTimeSpan ? value : Require.Positive(value);
    } = TimeSpan.FromMilliseconds(25);

    /// <summary>How often those who wait by <see cref="IFeedSignal"/> ask the feed at least, since notifications can be lost; 500 ms by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not greater than zero.</exception>
    public TimeSpan PollInterval
    {
        get;
        init => field = Require.Positive(value);
    } = TimeSpan.FromMilliseconds(500);
}

using System.Globalization;
using Npgsql;

namespace EventSourcing.CrashWriter;

/// <summary>
/// Callers that append in every way that the package offers, until they are told to end. A failure with a known outcome is given up at times, and must then have stored nothing; any other append is sent
/// again until the store has answered. What is said of each, line by line, is what the store must keep to.
/// </summary>
/// <remarks>
/// <c>ack &lt;key&gt; &lt;version&gt; &lt;size&gt; &lt;batch&gt; whole</c>, <c>refused &lt;batch&gt; whole</c>, <c>imported &lt;batch&gt; &lt;count&gt; whole</c> (each event a batch of its own,
/// numbered from 0), <c>condition &lt;tag&gt; &lt;after&gt; &lt;position&gt; whole</c> (no event with the tag lies between the two), and <c>fault &lt;what&gt; whole</c>. A batch that begins with
/// <see cref="Joined"/> was stored together with its row in the table <c>own</c>.
/// </remarks>
/// <param name="source">The store's connections.</param>
/// <param name="store">Where to append.</param>
/// <param name="name">What the batches' names begin with.</param>
/// <param name="seed">Decides what each caller does.</param>
/// <param name="flaw">What it does wrong.</param>
/// <param name="say">Takes a line.</param>
public sealed class OutsideWriter(NpgsqlDataSource source, PostgreSqlEventStore store, string name, int seed, OutsideFlaw flaw, Action<string> say)
{
    /// <summary>The category of the streams that all share; the others' is <c>cold</c>.</summary>
    public const string HotCategory = "hot";

    /// <summary>What the names of batches begin with that belong to a transaction of the writer's own.</summary>
    public const string Joined = "joined:";

    private const int HotStreams = 3;

    /// <summary>One of a few tags.</summary>
    public static string Tag(int number) => string.Create(CultureInfo.InvariantCulture, $"tag-{number}");

    /// <summary>Lets callers append until they are told to end.</summary>
    public Task RunAsync(int callers, CancellationToken end) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => RunCallerAsync(caller, end), CancellationToken.None)));

    private async Task RunCallerAsync(int caller, CancellationToken end)
    {
        var random = new Random(unchecked((seed * 7919) + caller));
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var batch = string.Create(CultureInfo.InvariantCulture, $"{name}/{caller}/{i}");
            var hot = Hot(random.Next(HotStreams));
            var own = Cold($"own-{name}-{caller}");
            var any = random.Next(3) == 0 ? hot : Cold(Number(random.Next(150)));
            switch (random.Next(20))
            {
                case < 7:
                    await AppendAsync(random, batch, any, ExpectedVersion.Any, 1);
                    break;
                case 7:
                    await AppendAsync(random, batch, Cold($"new-{batch}"), ExpectedVersion.NoStream, random.Next(1, 4));
                    break;
                case 8:
                    await AppendAsync(random, batch, Cold($"first-{Number(i)}"), ExpectedVersion.NoStream, 1);
                    break;
                case 9 or 10:
                    await AppendExactlyAsync(random, batch, random.Next(2) == 0 ? hot : own, random.Next(1, 4));
                    break;
                case 11 or 12:
                    await AppendAsync(random, batch, any, ExpectedVersion.Any, random.Next(10, 101));
                    break;
                case 13 or 14:
                    await AppendAllAsync(batch, Three(random, batch, hot, own), condition: null);
                    break;
                case 15:
                    var tag = Tag(random.Next(3));
                    var seen = await AskAsync(() => store.GetHeadAsync(CancellationToken.None));
                    await AppendAllAsync(batch, [new StreamAppend(own, ExpectedVersion.Any, Events(random, batch, random.Next(1, 4), tag))], new AppendCondition(TagQuery.AllTags(tag), seen), tag);
                    break;
                case 16:
                    await JoinAsync($"{Joined}{batch}", random, Three(random, $"{Joined}{batch}", hot, Cold($"new-{batch}")), commit: true);
                    break;
                case 17:
                    await JoinAsync($"{Joined}{batch}", random, [new StreamAppend(any, ExpectedVersion.Any, Events(random, $"{Joined}{batch}", random.Next(1, 5)))], commit: random.Next(2) == 0);
                    break;
                default:
                    await ImportAsync(random, batch);
                    break;
            }
        }
    }

    private Task AppendAsync(Random random, string batch, StreamId stream, ExpectedVersion expected, int size) =>
        AppendAllAsync(batch, [new StreamAppend(stream, expected, Events(random, batch, size, random.Next(4) == 0 ? [Tag(random.Next(3))] : []))], condition: null);

    private async Task AppendExactlyAsync(Random random, string batch, StreamId stream, int size)
    {
        var version = await AskAsync(() => store.GetVersionAsync(stream, CancellationToken.None));
        var stored = await AppendAllAsync(batch, [new StreamAppend(stream, ExpectedVersion.Exactly(version), Events(random, batch, size))], condition: null);
        if (stored is not null && stored[0].Version != version + size) Fault($"{batch} expected version {version} and is stored up to {stored[0].Version} with {size} events");
    }

    private async Task<IReadOnlyList<AppendResult>?> AppendAllAsync(string batch, StreamAppend[] appends, AppendCondition? condition, string? tag = null)
    {
        // A single stream goes the way of single appends.
        Task<IReadOnlyList<AppendResult>> SendAsync() => appends is [var one] && condition is null
            ? AppendOneAsync(one)
            : ((IAtomicEventStore)store).AppendAsync(appends, condition, CancellationToken.None).AsTask();

        var unknown = false;
        while (true)
        {
            try
            {
                var results = await SendAsync();
                Acknowledge(appends, results);
                if (tag is not null) say(string.Create(CultureInfo.InvariantCulture, $"condition {tag} {condition!.After?.Value ?? 0} {results[0].FirstPosition.Value} whole"));
                return results;
            }
            catch (Exception e) when (e is ConcurrencyException or AppendConditionException)
            {
                Refuse(appends);
                return null;
            }
            catch (EventStoreException e) when (e.OutcomeUnknown || e.IsTransient)
            {
                unknown |= e.OutcomeUnknown;
                if (!unknown && Random.Shared.Next(3) == 0)
                {
                    Refuse(appends);
                    return null;
                }

                if (e.OutcomeUnknown && flaw == OutsideFlaw.NewIdsForTheSameAppend) appends = [.. appends.Select(a => new StreamAppend(a.Stream, a.Expected, [.. a.Events.Select(x => new NewEvent(x.Data) { Tags = x.Tags })]))];
                await PauseAsync();
            }
        }
    }

    private async Task<IReadOnlyList<AppendResult>> AppendOneAsync(StreamAppend append) => [await store.AppendAsync(append.Stream, append.Expected, append.Events, CancellationToken.None)];

    // Together with a row of the writer's own. A commit that was not answered is done all over again: events and row are stored once.
    private async Task JoinAsync(string batch, Random random, StreamAppend[] appends, bool commit)
    {
        var linger = random.NextDouble() * 0.05;
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                await using var row = new NpgsqlCommand("INSERT INTO own (batch) VALUES ($1) ON CONFLICT DO NOTHING", connection, transaction) { Parameters = { new NpgsqlParameter<string> { TypedValue = batch } } };
                await row.ExecuteNonQueryAsync();
                var results = await AppendWithinAsync(batch, transaction, appends);
                await using var sleep = new NpgsqlCommand("SELECT pg_sleep($1)", connection, transaction) { Parameters = { new NpgsqlParameter<double> { TypedValue = linger } } };
                await sleep.ExecuteNonQueryAsync();
                if (!commit) await transaction.RollbackAsync();
                else await transaction.CommitAsync();
                if (commit) Acknowledge(appends, results);
                else Refuse(appends);
                return;
            }
            catch (ConcurrencyException)
            {
                Refuse(appends);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or EventStoreException { IsTransient: true })
            {
                // Lost before the end: nothing is committed of what was to be rolled back.
                if (!commit)
                {
                    Refuse(appends);
                    return;
                }

                await PauseAsync();
            }
        }
    }

    private async Task<IReadOnlyList<AppendResult>> AppendWithinAsync(string batch, NpgsqlTransaction transaction, StreamAppend[] appends)
    {
        try
        {
            return await store.AppendAsync(transaction, appends);
        }
        catch (Exception e) when (e is not EventSourcingException)
        {
            Fault($"{batch}: an append in a transaction threw {e}");
            throw new TimeoutException("Again.", e);
        }
    }

    private async Task ImportAsync(Random random, string batch)
    {
        ImportedEvent[] events =
        [
            .. Enumerable.Range(0, random.Next(1, 60)).Select(i =>
            {
                var one = Events(random, $"{batch}.{Number(i)}", 1, random.Next(4) == 0 ? [Tag(random.Next(3))] : [])[0];
                return new ImportedEvent(random.Next(4) == 0 ? Hot(random.Next(HotStreams)) : Cold(Number(random.Next(150))), one.Data, one.Metadata);
            }),
        ];
        var options = new PostgreSqlImportOptions { BatchSize = random.Next(1, 40), SkipExisting = true };
        await AskAsync(() => store.ImportAsync(events.ToAsyncEnumerable(), options));
        say(string.Create(CultureInfo.InvariantCulture, $"imported {batch} {events.Length} whole"));
    }

    private static async Task<T> AskAsync<T>(Func<ValueTask<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (EventStoreException e) when (e.OutcomeUnknown || e.IsTransient)
            {
                await PauseAsync();
            }
        }
    }

    private void Acknowledge(StreamAppend[] appends, IReadOnlyList<AppendResult> results)
    {
        foreach (var (append, result) in appends.Zip(results))
            say(string.Create(CultureInfo.InvariantCulture, $"ack {result.Stream.Key} {result.Version} {append.Events.Count} {BatchOf(append)} whole"));
    }

    private void Refuse(StreamAppend[] appends)
    {
        foreach (var append in appends) say($"refused {BatchOf(append)} whole");
    }

    private void Fault(string what) => say($"fault {what.ReplaceLineEndings(" ")} whole");

    private static string BatchOf(StreamAppend append) => append.Events[0].Data is PieceMarked marked ? marked.Batch : ((PieceWritten)append.Events[0].Data).Batch;

    private static StreamAppend[] Three(Random random, string batch, StreamId one, StreamId other) =>
    [
        new StreamAppend(one, ExpectedVersion.Any, Events(random, $"{batch}{MixedLoad.Share}1", random.Next(1, 4))),
        new StreamAppend(Hot(HotStreams), ExpectedVersion.Any, Events(random, $"{batch}{MixedLoad.Share}2", 1)),
        new StreamAppend(other, ExpectedVersion.Any, Events(random, $"{batch}{MixedLoad.Share}3", 2)),
    ];

    private static NewEvent[] Events(Random random, string batch, int size, params string[] tags) =>
        [.. Enumerable.Range(0, size).Select(i => new NewEvent(random.Next(5) == 0 ? new PieceMarked(batch, i, size) : new PieceWritten(batch, i, size)) { Tags = tags })];

    private static StreamId Hot(int number) => new(HotCategory, $"hot-{Number(number)}");

    private static StreamId Cold(string key) => new("cold", key);

    private static Task PauseAsync() => Task.Delay(Random.Shared.Next(5, 60), CancellationToken.None);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

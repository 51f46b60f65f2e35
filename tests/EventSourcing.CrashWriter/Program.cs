using System.Globalization;
using EventSourcing;
using EventSourcing.CrashWriter;
using Npgsql;

// The store is PostgreSQL's where the connection string names a host, else SQLite's.
// crash  <connection string> <name> <callers>            appends batches until it is killed; "ack <stream> <version> <size> <batch> whole" after each acknowledgement
// any    <connection string> <name> <count> <stream>     appends with Any
// race   <connection string> <name> <count> <stream>     tries each Exactly(0…count-1) once; "won <version>" where it did
// mixed  <connection string> <name> <callers> <batches> <seed>   appends in all ways, as MixedLoad does; acknowledges as crash does, and says "refused <batch> whole"
// transact <connection string> <name> <callers>          as crash, each batch in a transaction that also moves the checkpoint <name>-<caller>
// any, race and mixed say "ready", wait for a line and end with "done".
// outside-write, outside-follow   as OutsideProgram describes
if (args[0].StartsWith("outside-", StringComparison.Ordinal))
{
    using var lines = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
    await OutsideProgram.RunAsync(args, lines);
    return;
}

var (mode, connectionString, name, count) = (args[0], args[1], args[2], Number(args[3]));
await using var server = connectionString.StartsWith("Host=", StringComparison.Ordinal) ? NpgsqlDataSource.Create(connectionString) : null;
await using IEventStore store = server is null ? new SqliteEventStore(connectionString, PieceCodec.Catalog) : new PostgreSqlEventStore(server, PieceCodec.Catalog);
using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

switch (mode)
{
    case "crash":
        await Task.WhenAll(Enumerable.Range(0, count).Select(caller => Task.Run(() => AppendForEver(caller))));
        break;
    case "transact":
        await Task.WhenAll(Enumerable.Range(0, count).Select(caller => Task.Run(() => TransactForEver((ITransactionalEventStore)store, caller))));
        break;
    case "any":
        await StartTogether();
        for (var i = 0; i < count; i++) await store.AppendAsync(Stream(args[4]), ExpectedVersion.Any, Batch($"{name}/{i}", 1 + (i % 3)));
        break;
    case "race":
        await StartTogether();
        for (var version = 0; version < count; version++) await TryAsync(version);
        break;
    case "mixed":
        await StartTogether();
        var load = new MixedLoad(store, name, Number(args[5])) { OnAcknowledged = Say, OnRefused = batch => output.WriteLine($"refused {batch} whole") };
        await load.RunAsync(count, Number(args[4]));
        break;
    default:
        throw new ArgumentException($"There is no mode '{mode}'.");
}

output.WriteLine("done");

async Task AppendForEver(int caller)
{
    var random = new Random(HashCode.Combine(name.Length, caller, Environment.ProcessId));
    for (var i = 0; ; i++)
    {
        // Every third batch goes where the other callers append too.
        var stream = Stream(i % 3 == 0 ? "shared" : $"{name}-{caller}");
        var size = random.Next(1, 8);
        var result = await store.AppendAsync(stream, ExpectedVersion.Any, Batch($"{name}/{caller}/{i}", size));
        Say(new Acknowledgement($"{name}/{caller}/{i}", stream.Key, result.Version, size));
    }
}

async Task TransactForEver(ITransactionalEventStore transactional, int caller)
{
    var random = new Random(HashCode.Combine(name.Length, caller, Environment.ProcessId));
    for (var i = 0; ; i++)
    {
        await using var transaction = await transactional.BeginTransactionAsync();
        var (stream, size) = (Stream($"{name}-{caller}"), random.Next(1, 8));
        var result = await transaction.AppendAsync(stream, ExpectedVersion.Any, Batch($"{name}/{caller}/{i}", size));
        await transaction.MoveCheckpointAsync(new Checkpoint(stream.Key, 0, result.LastPosition));
        await transaction.CommitAsync();
        Say(new Acknowledgement($"{name}/{caller}/{i}", stream.Key, result.Version, size));
    }
}

void Say(Acknowledgement acknowledged) =>
    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ack {acknowledged.Stream} {acknowledged.Version} {acknowledged.Size} {acknowledged.Batch} whole"));

async Task TryAsync(int version)
{
    // Nobody can win a version that has not come yet.
    while (await store.GetVersionAsync(Stream(args[4])) < version) await Task.Yield();
    try
    {
        await store.AppendAsync(Stream(args[4]), ExpectedVersion.Exactly(version), Batch($"{name}/{version}", 1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"won {version}"));
    }
    catch (ConcurrencyException)
    {
        // Another process was faster.
    }
}

async Task StartTogether()
{
    output.WriteLine("ready");
    await Console.In.ReadLineAsync();
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static StreamId Stream(string key) => new("piece", key);

static NewEvent[] Batch(string batch, int size) => PieceWritten.BatchOf(batch, size);

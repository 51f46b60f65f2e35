using System.Globalization;
using EventSourcing;
using EventSourcing.CrashWriter;

// crash  <connection string> <name> <callers>            appends batches until it is killed; "ack <stream> <version> <size> <batch> whole" after each acknowledgement
// any    <connection string> <name> <count> <stream>     appends with Any
// race   <connection string> <name> <count> <stream>     tries each Exactly(0…count-1) once; "won <version>" where it did
// The last two say "ready", wait for a line and end with "done".
var (mode, connectionString, name, count) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
await using var store = new SqliteEventStore(connectionString, PieceCodec.Catalog);
using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

switch (mode)
{
    case "crash":
        await Task.WhenAll(Enumerable.Range(0, count).Select(caller => Task.Run(() => AppendForEver(caller))));
        break;
    case "any":
        await StartTogether();
        for (var i = 0; i < count; i++) await store.AppendAsync(Stream(args[4]), ExpectedVersion.Any, Batch($"{name}/{i}", 1 + (i % 3)));
        break;
    case "race":
        await StartTogether();
        for (var version = 0; version < count; version++) await TryAsync(version);
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
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ack {stream.Key} {result.Version} {size} {name}/{caller}/{i} whole"));
    }
}

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

static StreamId Stream(string key) => new("piece", key);

static NewEvent[] Batch(string batch, int size) => [.. Enumerable.Range(0, size).Select(i => new NewEvent(new PieceWritten(batch, i, size)))];

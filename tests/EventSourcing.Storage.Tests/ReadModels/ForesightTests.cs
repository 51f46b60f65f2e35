using System.Globalization;
using EventSourcing.ReadModels;

namespace EventSourcing.Storage.Tests;

/// <summary>What is learned of the keys that events are handled with, and what becomes of it where it was wrong.</summary>
public sealed class ForesightTests
{
    private static readonly Guid[] Guids = [.. Enumerable.Range(1, 6).Select(i => new Guid(i, 0, 0, new byte[8]))];

    private static IEnumerable<TestCaseData> Kinds()
    {
        yield return new TestCaseData(MappingOf(ReadModelTypes.Text), new Func<int, string>(i => $"k{i}"), new Func<int, object>(i => ReadModelValue.Of($"k{i}"))).SetArgDisplayNames("text");
        yield return new TestCaseData(MappingOf(ReadModelTypes.Guid), new Func<int, string>(i => Guids[i].ToString()), new Func<int, object>(i => ReadModelValue.Of(Guids[i]))).SetArgDisplayNames("guid");
        yield return new TestCaseData(MappingOf(ReadModelTypes.Int64), new Func<int, string>(Number), new Func<int, object>(i => ReadModelValue.Of(i - 3L))).SetArgDisplayNames("int64");
        yield return new TestCaseData(MappingOf(ReadModelTypes.Int32), new Func<int, string>(Number), new Func<int, object>(i => ReadModelValue.Of(i - 3))).SetArgDisplayNames("int32");

        static string Number(int i) => (i - 3).ToString(CultureInfo.InvariantCulture);
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task Keys_of_streams_are_seen_in_keys_of_each_kind(object mapping, Func<int, string> textOf, Func<int, object> valueOf)
    {
        var (rows, foresight, events) = ((ReadModelMapping)mapping, new RowForesight(null), await EventsAsync(Enumerable.Range(0, 6).Select(textOf)));
        foresight.Learn(rows, [.. Enumerable.Range(0, 4).Select(i => new RowKey((ReadModelValue)valueOf(i)))], events.AsSpan(0, 4));
        Assert.That(foresight.SourceOf(rows), Is.EqualTo(RowKeySource.StreamKey));
        Assert.That(foresight.KeysOf(rows, RowKeySource.StreamKey, events), Is.EquivalentTo(Enumerable.Range(0, 6).Select(i => new RowKey((ReadModelValue)valueOf(i)))));
    }

    [TestCase("k0 k1 k2", RowKeySource.None, Description = "too few to be worth while")]
    [TestCase("k0 k1 other another", RowKeySource.None, Description = "no more than a half")]
    [TestCase("k0 k1 k2 other", RowKeySource.StreamKey)]
    [TestCase("test/k0 test/k1 test/k2 test/k3", RowKeySource.Stream)]
    [TestCase("K0 K1 K2 K3", RowKeySource.PartitionKey)]
    public async Task What_most_keys_are_made_of_is_taken(string missed, object source)
    {
        var (rows, foresight, events) = (MappingOf(ReadModelTypes.Text), new RowForesight(e => e.Stream.Key.ToUpperInvariant()), await EventsAsync(["k0", "k1", "k2", "k3"]));
        foresight.Learn(rows, TextKeys(missed), events);
        Assert.That(foresight.SourceOf(rows), Is.EqualTo(source));
        Assert.That(foresight.SourceOf(CountedRow.Mapping), Is.EqualTo(RowKeySource.None), "another table has keys of its own");
    }

    [Test]
    public async Task What_was_read_in_vain_is_forgotten_and_takes_more_to_be_learned_again()
    {
        var (rows, foresight, events) = (MappingOf(ReadModelTypes.Text), new RowForesight(null), await EventsAsync(Enumerable.Range(0, 8).Select(i => $"k{i}")));
        foresight.Learn(rows, TextKeys("k0 k1 k2 k3"), events);
        foresight.Judge(rows, Finds(ahead: 8, used: 2));
        Assert.That(foresight.SourceOf(rows), Is.EqualTo(RowKeySource.StreamKey), "a quarter is worth it");
        foresight.Judge(rows, Finds(ahead: 3, used: 0));
        Assert.That(foresight.SourceOf(rows), Is.EqualTo(RowKeySource.StreamKey), "too few to tell");

        foresight.Judge(rows, Finds(ahead: 8, used: 1));
        Assert.That(foresight.SourceOf(rows), Is.EqualTo(RowKeySource.None));
        foresight.Learn(rows, TextKeys("k0 k1 k2 k3 k4 k5 k6"), events);
        Assert.That(foresight.SourceOf(rows), Is.EqualTo(RowKeySource.None), "four were enough at first");
        foresight.Learn(rows, TextKeys("k0 k1 k2 k3 k4 k5 k6 k7"), events);
        Assert.That(foresight.SourceOf(rows), Is.EqualTo(RowKeySource.StreamKey));
    }

    [Test]
    public async Task A_partition_key_that_fails_or_is_no_key_of_a_row_costs_nothing_but_the_reading()
    {
        string?[] texts = ["a", null, "nul\0", "\uD800", "throws", "z"];
        var events = await EventsAsync(Enumerable.Range(0, texts.Length).Select(i => $"k{i}"));
        var foresight = new RowForesight(e => texts[int.Parse(e.Stream.Key[1..], CultureInfo.InvariantCulture)] is var text && text == "throws" ? throw new InvalidOperationException("No key.") : text);
        Assert.That(foresight.KeysOf(MappingOf(ReadModelTypes.Text), RowKeySource.PartitionKey, events), Is.EquivalentTo(TextKeys("a z")));
        Assert.That(foresight.KeysOf(MappingOf(ReadModelTypes.Int64), RowKeySource.PartitionKey, events), Is.Empty, "no numbers");
    }

    [Test]
    public async Task Keys_of_several_columns_are_not_guessed()
    {
        var (id, number) = (new ReadModelColumn<Line, string>("id", ReadModelTypes.Text, static r => r.Id), new ReadModelColumn<Line, int>("number", ReadModelTypes.Int32, static r => r.Number));
        var mapping = new ReadModelMapping<Line>("foreseen_lines", ReadModelKey.Of(id, number), [id, number], v => new Line(id.Load(v[0]), number.Load(v[1])));
        var foresight = new RowForesight(null);
        foresight.Learn(mapping, TextKeys("k0 k1 k2 k3"), await EventsAsync(["k0", "k1", "k2", "k3"]));
        Assert.That(foresight.SourceOf(mapping), Is.EqualTo(RowKeySource.None));
    }

    private static RowKey[] TextKeys(string keys) => [.. keys.Split(' ').Select(key => new RowKey(ReadModelValue.Of(key)))];

    private static RowFinds Finds(int ahead, int used)
    {
        var finds = new RowFinds();
        finds.ReadAhead(ahead);
        for (var i = 0; i < used; i++) finds.Use();
        return finds;
    }

    private static async Task<RecordedEvent[]> EventsAsync(IEnumerable<string> keys)
    {
        await using var store = new InMemoryEventStore(TestEvents.Catalog);
        foreach (var key in keys) await store.AppendAsync(TestEvents.Stream(key), ExpectedVersion.Any, [TestEvents.New(1)]);
        return await store.ReadAllAsync().ToArrayAsync();
    }

    private static ReadModelMapping<Keyed<TKey>> MappingOf<TKey>(ReadModelType<TKey> type)
        where TKey : notnull
    {
        var id = new ReadModelColumn<Keyed<TKey>, TKey>("id", type, static r => r.Id);
        return new ReadModelMapping<Keyed<TKey>>("foreseen", ReadModelKey.Of(id), [id], v => new Keyed<TKey>(id.Load(v[0])));
    }

    private sealed record Keyed<TKey>(TKey Id);

    private sealed record Line(string Id, int Number);
}

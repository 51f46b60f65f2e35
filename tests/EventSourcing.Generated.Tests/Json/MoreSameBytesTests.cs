using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

#pragma warning disable IL2026, IL3050 // What is compared with is System.Text.Json's reflection.

namespace Banking.Json;

/// <summary>Further types for which System.Text.Json says what the bytes are.</summary>
public class MoreSameBytesTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(Gen.String.AlphaNumeric, Gen.String[Gen.Char[(char)0, (char)0xD7FF], 0, 8]);
    private static readonly Gen<int[]> Ints = Gen.Int.Array[0, 4];
    private static readonly Gen<Money> Moneys = Gen.Select(Gen.Decimal, Texts, (a, c) => new Money(a, c));
    private static readonly Gen<string> Documents = OneOf("1.50", "{\"a\":[1,true,null],\"b\":{}}", "\"\\u0041\"", "[]", "[{\"a\":1},[2]]", "true", "-1e5");

    [Test]
    public void Queues_and_stacks() => Differential.RoundTrips(
        Gen.Select(Ints, Texts.Array[0, 3], Moneys.Array[0, 2], QueuesOf),
        value => JsonSerializer.Serialize(value, Codecs.Reference));

    [Test]
    public void A_stack_is_the_same_stack_after_reading()
    {
        var read = Codecs.Read<QueuesNoted>(Codecs.Write(QueuesOf([1, 2, 3], ["a", "b"], [])));
        Assert.That(read.Stack.Pop(), Is.EqualTo(3));
        Assert.That(read.ImmutableStack.Peek(), Is.EqualTo(3));
        Assert.That(read.ConcurrentStack.TryPop(out var top) ? top : 0, Is.EqualTo(3));
        Assert.That(read.Nested.Peek().Peek(), Is.EqualTo(3));
        Assert.That(read.ImmutableQueue.Peek(), Is.EqualTo("a"));
        Assert.That(read.LinkedList.First!.Value, Is.EqualTo(1));
    }

    [Test]
    public void Maps() => Differential.Same(
        from keys in Texts.Array[0, 4]
        from i in Ints
        from m in Moneys
        from g in Gen.Guid
        select new MapsNoted(
            new SortedList<string, int>(keys.Distinct().ToDictionary(k => k, k => k.Length), StringComparer.Ordinal),
            new ConcurrentDictionary<string, int>(keys.Distinct().Take(1).ToDictionary(k => k, _ => 1)),
            new OrderedDictionary<string, int>(keys.Distinct().ToDictionary(k => k, k => k.Length)),
            new KeyValuePair<string, Money>(m.Currency, m),
            [.. i.Select(x => new KeyValuePair<int, string?>(x, x % 2 == 0 ? null : "x"))],
            i.Length > 2 ? null : new KeyValuePair<string, int>("k", 1),
            keys.Distinct().ToDictionary(k => k, _ => i.Distinct().ToDictionary(x => x, x => new List<Dictionary<Guid, int?>> { new() { [g] = x % 2 == 0 ? null : x } }))),
        theyCanReadIt: true);

    [Test]
    public void Sets() => Differential.RoundTrips(
        Ints.Select(i => new SetsNoted(new ReadOnlySet<int>(i.ToHashSet()), new ConcurrentBag<int>(i))),
        value => JsonSerializer.Serialize(value, Codecs.Reference));

    [Test]
    public void Nodes() => Differential.Same(
        from a in Documents
        from b in Documents.Array[0, 3]
        from n in Gen.Int
        select new NodesNoted(
            JsonNode.Parse(a)!,
            n % 2 == 0 ? null : JsonNode.Parse(a),
            new JsonObject { ["x"] = JsonNode.Parse(a), ["y"] = null, ["z"] = n },
            new JsonArray(JsonNode.Parse(a), null, "t"),
            JsonValue.Create(n),
            n % 3 == 0 ? null : JsonValue.Create("v"),
            JsonDocument.Parse(a),
            [.. b.Select(x => JsonNode.Parse(x)), null]));

    [Test]
    public void Generics() => Differential.RoundTrips(
        from m in Moneys
        from i in Gen.Int
        from t in Texts
        select new GenericsNoted(
            Paged<Money>.Of(t, m, m, m), Paged<int>.Of(t, i, i, 2), Paged<string?>.Of(t, null, t, null), new Pair<int, string>(i) { Right = i % 2 == 0 ? null : t, Weight = i },
            Concealed<string>.Of(t, null, t), Concealed<Point>.Of(new(i, 1), new(2, i))),
        value => JsonSerializer.Serialize(value, Codecs.Reference));

    [Test]
    public void Number_texts() => Differential.Same(
        from a in Gen.Select(Gen.Long, Gen.Decimal.Nullable(), Gen.OneOf(Gen.Double, OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity)), Gen.OneOf(Gen.Float, OneOf(float.NaN, float.NegativeInfinity)).Array[0, 3], Gen.Int)
        from b in Gen.Select(Gen.SByte, Gen.Byte, Gen.Short, Gen.UShort, Gen.Int, Gen.UInt, Gen.ULong)
        from c in Gen.Select(Gen.Long, Gen.ULong, Gen.Int[-60000, 60000], Gen.Double.Where(double.IsFinite), Gen.Float.Where(float.IsFinite), Gen.Decimal)
        from many in Gen.Int.Nullable().Array[0, 3]
        from t in Texts
        select new NumberTextsNoted(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, new NumberBox(
            b.Item1, b.Item2, b.Item3, b.Item4, b.Item5, b.Item6, b.Item7, (Int128)c.Item1 * c.Item2, (UInt128)c.Item2 * c.Item2, (Half)c.Item3, c.Item4, c.Item5, c.Item6, many,
            new Dictionary<string, decimal> { [t] = c.Item6 }, t, new Point(1, 2), b.Item5)));

    [Test]
    public void Extension_data() => Differential.Same(
        from t in Texts
        from d in Documents
        from n in Gen.Bool
        select new ExtensionNoted(t) { More = n ? null : new() { ["x" + t] = JsonDocument.Parse(d).RootElement, ["null"] = JsonDocument.Parse("null").RootElement } });

    [Test]
    public void Converters() => Differential.Same(
        from i in Gen.Int
        from n in OneOf(Noise.Low, Noise.High)
        select new ConvertersNoted(VogenLike.From(i), i % 2 == 0 ? null : VogenLike.From(i), n, i % 3 == 0 ? null : i, new Dictionary<Noise, Noise?> { [n] = i % 2 == 0 ? null : n }, Mood.Busy));

    [Test]
    public void An_event_with_a_converter() => Differential.Same(Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], (a, b) => new OwnNoted(a, b)));

    [Test]
    public void One_way_members() => Differential.Same(
        Gen.Select(Gen.Int, Texts, (i, t) => new OneWayNoted(i) { Text = t, Always = i }),
        theyCanReadIt: true);

    [Test]
    public void Strict_ones() => Differential.Same(Gen.Select(Gen.Int, Texts, (i, t) => new StrictNoted(i, t)));

    /// <summary>System.Text.Json has no form for these.</summary>
    [Test]
    public void Texts_of_the_base_library() => Differential.RoundTrips(
        from big in Gen.Byte.Array[1, 40].Select(b => new BigInteger(b))
        from v4 in Gen.Byte.Array[4].Select(b => new IPAddress(b))
        from v6 in Gen.Byte.Array[16].Select(b => new IPAddress(b, 3))
        from port in Gen.Int[0, 65535]
        from rune in Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Select(c => new Rune(c))
        from maybe in Gen.Bool
        select new TextualNoted(big, maybe ? null : -big, v4, maybe ? null : v6, new IPEndPoint(maybe ? v4 : v6, port), new IPNetwork(new IPAddress([10, 0, 0, 0]), 8), rune, [rune, null]));

    [Test]
    public void The_texts_are_the_usual_ones()
    {
        var noted = new TextualNoted(BigInteger.Parse("-123456789012345678901234567890", null), null, IPAddress.Loopback, IPAddress.IPv6Loopback, new IPEndPoint(IPAddress.IPv6Loopback, 80), IPNetwork.Parse("10.0.0.0/8"), new Rune('ä'), []);
        var written = """{"big":"-123456789012345678901234567890","maybeBig":null,"address":"127.0.0.1","maybeAddress":"::1","endPoint":"[::1]:80","network":"10.0.0.0/8","rune":"\u00E4","runes":[]}""";
        Assert.That(Codecs.WriteText(noted), Is.EqualTo(written));
        Assert.That(Codecs.Read<TextualNoted>(written) with { Runes = noted.Runes }, Is.EqualTo(noted));
    }

    [Test]
    public void Boxes_with_open_converters() => Differential.RoundTrips(
        Gen.Select(Gen.Int, Texts, Gen.Guid, (i, t, g) => new BoxesNoted(new(i), i % 2 == 0 ? null : new(t), [new(g)], new Wrapped<int>(i))),
        value => $$"""{"int":{{value.Int.Content}},"text":{{JsonSerializer.Serialize(value.Text?.Content)}},"many":["{{value.Many[0].Content}}"],"wrapped":{{value.Wrapped.Content}}}""");

    private static QueuesNoted QueuesOf(int[] i, string[] t, Money[] m) => new(
        new Stack<int>(i), ImmutableStack.CreateRange(i), [.. t], new ConcurrentQueue<int>(i), new ConcurrentStack<int>(i), new LinkedList<int>(i), new ObservableCollection<int>(i), i, m,
        new Stack<Stack<int>>([new Stack<int>(), new Stack<int>(i)]), ImmutableQueue.CreateRange(i), ImmutableStack.CreateRange(i));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}

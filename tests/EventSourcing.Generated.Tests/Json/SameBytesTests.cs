using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using CsCheck;

#pragma warning disable IL2026, IL3050 // What is compared with is System.Text.Json's reflection.

namespace Banking.Json;

/// <summary>The emitted codecs write what System.Text.Json writes, and each reads what the other wrote.</summary>
public class SameBytesTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char[(char)32, (char)126], 0, 12],
        Gen.String[Gen.Char[(char)0, (char)0xD7FF], 0, 12],
        OneOf("", "äöü", "\u0000", "😀", "</script>", "\"\\/", "\r\n\t"));

    private static readonly Gen<double> Reals = Gen.Double.Where(double.IsFinite);
    private static readonly Gen<decimal> Decimals = Gen.Decimal;
    private static readonly Gen<Color> Colors = OneOf(Color.Red, Color.Blue, (Color)99, (Color)(-3));
    private static readonly Gen<Rights> AllRights = OneOf(Rights.None, Rights.Read, Rights.Read | Rights.Write, Rights.All);
    private static readonly Gen<Mood> Moods = OneOf(Mood.Calm, Mood.Busy);
    private static readonly Gen<Point> Points = Gen.Select(Gen.Int, Gen.Int, (x, y) => new Point(x, y));
    private static readonly Gen<Money> Moneys = Gen.Select(Decimals, Texts, (amount, currency) => new Money(amount, currency));
    private static readonly Gen<DateTimeOffset> Instants = Gen.DateTimeOffset;
    private static readonly Gen<JsonElement> Raws = OneOf("null", "1.50", "{\"a\":[1,true,null]}", "\"\\u0041\"", "[]").Select(t => JsonDocument.Parse(t).RootElement);
    private static readonly Gen<int[]> Ints = Gen.Int.Array[0, 4];

    [Test]
    public void Numbers() => Same(
        from a in Gen.Select(Gen.Bool, Gen.SByte, Gen.Byte, Gen.Short, Gen.UShort, Gen.Int, Gen.UInt, Gen.Long)
        from b in Gen.Select(Gen.ULong, Gen.Long, Gen.ULong, Gen.Float.Where(float.IsFinite), Reals, Gen.Int[-60000, 60000], Decimals, Gen.Char[(char)0, (char)0xD7FF])
        select new NumbersNoted(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8, b.Item1, (Int128)b.Item2 * b.Item1, (UInt128)b.Item3 * b.Item1, b.Item4, b.Item5, (Half)b.Item6, b.Item7, b.Item8));

    [Test]
    public void Strings() => Same(
        from t in Gen.Select(Texts, Texts.Null(), Gen.Guid, Gen.Byte.Array[0, 9], Gen.Byte.Array[0, 9].Null())
        from u in OneOf("https://example.org/a?b=ä c", "relative/path", "mailto:a@b", "")
        from n in Gen.Bool
        select new TextsNoted(t.Item1, t.Item2, t.Item3, new Uri(u, UriKind.RelativeOrAbsolute), n ? null : new Uri(u, UriKind.RelativeOrAbsolute), new Version(1, t.Item4.Length, 3), t.Item4, t.Item5, t.Item4));

    [Test]
    public void Times() => Same(
        Gen.Select(Instants, Gen.DateTime, Gen.DateOnly, Gen.TimeOnly, Gen.TimeSpan, (i, d, day, time, span) => new TimesNoted(i, d, day, time, span)));

    [Test]
    public void Nullables() => Same(
        from a in Gen.Select(Gen.Bool.Nullable(), Gen.Int.Nullable(), Decimals.Nullable(), Reals.Nullable(), Gen.Guid.Nullable(), Instants.Nullable(), Gen.DateOnly.Nullable(), Gen.TimeSpan.Nullable())
        from b in Gen.Select(Colors.Nullable(), Moods.Nullable(), Points.Nullable(), Gen.Bool)
        select new NullablesNoted(a.Item1, a.Item2, a.Item3, a.Item4, a.Item5, a.Item6, a.Item7, a.Item8, b.Item1, b.Item2, b.Item3, b.Item4 ? null : JsonDocument.Parse("[1]").RootElement));

    [Test]
    public void Enums() => Same(Gen.Select(Colors, AllRights, Moods, Colors, (c, r, m, n) => new EnumsNoted(c, r, m, n)));

    [Test]
    public void Objects() => Same(
        from lines in Gen.Select(Texts, Gen.Int, Moneys, Moneys.Null(), (sku, quantity, price, discount) => new Line(sku, quantity, price, discount)).Array[1, 4]
        from p in Points
        from notes in Texts.Array[0, 3]
        from prices in Moneys.Array[0, 3]
        from tip in Moneys.Null()
        select new OrderPlaced(Guid.NewGuid(), lines[0], lines, p, new MutablePoint { X = p.Y, Y = p.X }, new Page<string>(notes, notes.FirstOrDefault(), 3), new Page<Money>(prices, tip, 1), tip));

    [Test]
    public void Lists() => Same(
        from i in Ints
        from t in Texts.Null().Array[0, 4]
        from p in Points.Array[0, 3]
        from m in Moneys.Array[0, 3]
        from maybe in Gen.Int.Nullable().Array[0, 3]
        from nested in Ints.Array[0, 3]
        from deep in Colors.Array[0, 3].Array[0, 3].Null()
        select new ListsNoted(
            i, t, [.. i], [.. t.OfType<string>()], [.. i], i, p, maybe, [.. m], [.. i], [.. i], t.OfType<string>().ToHashSet(), [.. i],
            [.. i], [.. i], new Queue<int>(i), new Collection<int>([.. i]), nested, deep, null));

    [Test]
    public void Dictionaries() => Same(
        from keys in Texts.Array[0, 4]
        from i in Ints
        from m in Moneys
        from g in Gen.Guid.Array[0, 3]
        from p in Points
        from colors in Colors.Array[0, 3]
        from rights in AllRights.Array[0, 3]
        from day in Gen.DateOnly
        select new DictionariesNoted(
            keys.Distinct().ToDictionary(k => k, k => k.Length),
            keys.Distinct().ToDictionary(k => k, _ => m),
            i.Distinct().ToDictionary(k => k, k => k % 2 == 0 ? null : "x"),
            g.ToImmutableDictionary(k => k, _ => 1),
            new SortedDictionary<long, Point>(i.Distinct().ToDictionary(k => (long)k, _ => p)),
            colors.Distinct().ToDictionary(k => k, _ => m.Amount),
            rights.Distinct().ToDictionary(k => k, _ => 1),
            keys.Distinct().ToImmutableSortedDictionary(k => k, _ => 2, StringComparer.Ordinal),
            keys.Distinct().ToDictionary(k => k, _ => (IReadOnlyList<int>)i),
            new Dictionary<DateOnly, int> { [day] = 1 },
            null));

    [Test]
    public void Frozen() => Same(
        from keys in Texts.Array[0, 4]
        from i in Ints
        from r in Reals
        select new FrozenNoted(
            new Celsius(r), i.ToHashSet(), i.ToFrozenSet(), keys.Distinct().ToFrozenDictionary(k => k, k => k), new ReadOnlyCollection<int>(i),
            new ReadOnlyDictionary<string, int>(keys.Distinct().ToDictionary(k => k, k => k.Length))),
        theyCanReadIt: false);

    [Test]
    public void Raw() => Same(Gen.Select(Raws, Raws.Array[0, 3], (raw, many) => new RawNoted(raw, many)));

    [Test]
    public void Classes() => Same(
        from t in Texts
        from n in Gen.Int
        from m in Moneys.Null()
        from i in Ints
        select new ClassNoted { Name = t, Count = n, Label = t + "!", Values = i, Price = m });

    [Test]
    public void Attributes() => Same(
        from t in Texts
        from n in Gen.Int[-2, 2]
        from m in Texts.Null()
        select new Renamed(t, n, Note: m, Score: n) { URLValue = t, ID = n, Early = t });

    [Test]
    public void Defaults() => Same(Gen.Select(Texts, Gen.Int, (t, i) => new DefaultsNoted(t, Number: i)));

    [Test]
    public void Inheritance() => Same(Gen.Select(Texts, Gen.Int, (t, i) => new DerivedNoted(t, i) { Level = i, Kind = t, Own = t }));

    [Test]
    public void Structs() => Same(Gen.Select(Gen.Int, Texts, (i, t) => new StructNoted(i, t) { C = i }));

    [Test]
    public void Converters() => Same(
        from r in Reals
        from t in Texts
        from maybe in Gen.Bool
        from tags in Texts.Select(x => new Tag(x)).Array[0, 3]
        select new ConvertedNoted(new Celsius(r), maybe ? null : new Celsius(r), new Tag(t), maybe ? null : new Tag(t), tags, tags.DistinctBy(x => x.Value).ToDictionary(x => x.Value)));

    [Test]
    public void Trees() => Same(Texts.Select(t => new TreeNoted(new Node(t, [new Node("a", []), new Node("b", [new Node(t, [])])]))));

    [Test]
    public void Keywords() => Same(Gen.Select(Texts, Gen.Int, (t, i) => new KeywordsNoted(t, i, true, t, t, t, i, t) { items = t }));

    [Test]
    public void Internals() => Same(Gen.Select(Texts, Gen.Int, (t, i) => new InternalNoted(new Secret(t)) { Inside = new InternalNoted.Nested(i) }));

    [Test]
    public void Nothing() => Same(Gen.Const(new NothingNoted()));

    [Test]
    public void Fields() => Same(Gen.Select(Gen.Int, Gen.Int, (f, m) => FieldNoted.Of(f, "p", m)));

    [Test]
    public void Many() => Same(Gen.Select(Gen.Int, Texts, (i, t) => new WideNoted(i, 2, t, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, i, i % 2 == 0 ? null : t)));

    [Test]
    public void Constructors() => Same(Gen.Select(Texts, Gen.Int, (t, i) => JsonSerializer.Deserialize<ConstructedNoted>($$"""{"first":{{JsonSerializer.Serialize(t)}},"second":{{i}}}""", Codecs.Reference)!));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Same<T>(Gen<T> values, bool theyCanReadIt = true)
        where T : notnull => Differential.Same(values, theyCanReadIt);
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Banking.Json;

/// <summary>One event of every shape.</summary>
internal static class Zoo
{
    private static readonly Money Price = new(1.5m, "EUR");
    private static readonly Guid Id = new("0198a1b2-0000-7000-8000-000000000001");
    private static readonly CustomerId Customer = new(Id);

    public static IReadOnlyList<object> Events { get; } =
    [
        new MoneyNoted(1.5m, "EUR"),
        new TreeNoted(new Node("a", [new Node("b", [])])),
        new ClassNoted { Name = "n", Price = Price },
        new EnumsNoted(Color.Blue, Rights.All, Mood.Busy, Color.Red),
        new TimesNoted(DateTimeOffset.UnixEpoch, DateTime.UnixEpoch, new DateOnly(2026, 3, 21), new TimeOnly(8, 30), TimeSpan.FromHours(30)),
        new TextsNoted("t", null, Guid.Empty, new Uri("https://example.org"), null, new Version(1, 2), [1, 2], null, new byte[] { 3 }),
        new NumbersNoted(true, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1f, 1d, (Half)1, 1m, 'a'),
        new NullablesNoted(true, 1, 1m, 1, Id, DateTimeOffset.UnixEpoch, new DateOnly(2026, 1, 1), TimeSpan.Zero, Color.Red, Mood.Calm, new Point(1, 2), JsonDocument.Parse("[1]").RootElement),
        new ConvertedNoted(new Celsius(1), null, new Tag("t"), null, [new Tag("u")], new Dictionary<string, Tag> { ["k"] = new("v") }),
        new WideNoted(1, 2, "3", 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
        new DefaultsNoted(),
        new StructNoted(1, "b"),
        new DerivedNoted("o", 1),
        new Renamed("n", 1) { ID = 2 },
        new FrozenNoted(
            new Celsius(1), new HashSet<int> { 1 }, new[] { 1 }.ToFrozenSet(), new Dictionary<string, string> { ["k"] = "v" }.ToFrozenDictionary(), new ReadOnlyCollection<int>([1]),
            new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["k"] = 1 })),
        new DictionariesNoted(
            new() { ["k"] = 1 }, new Dictionary<string, Money> { ["k"] = Price }, new Dictionary<int, string?> { [1] = null }, ImmutableDictionary<Guid, int>.Empty.Add(Id, 1),
            new SortedDictionary<long, Point> { [1] = default }, new() { [Color.Red] = 1 }, new() { [Rights.Read] = 1 }, ImmutableSortedDictionary<string, int>.Empty.Add("k", 1),
            new Dictionary<string, IReadOnlyList<int>> { ["k"] = [1] }, new() { [new DateOnly(2026, 1, 1)] = 1 }, null),
        new PaymentNoted(
            new InvoicePayment(Price, new DateOnly(2026, 1, 1), [new CashPayment(Price), new CardPayment(Price, "n")]), new CashPayment(Price), [new CardPayment(Price, "n")],
            new Dictionary<string, Payment?> { ["k"] = null, ["l"] = new CashPayment(Price) }, new CardPayment(Price, "c")),
        new AnimalNoted(new Puppy("p", 1, true), new Dog("d", 2), new Puppy("q", 3, false), new Tall(1, 2)),
        new FigureNoted(new Circle(1), new Square { Side = 2 }, new Circle(3), [new Polygon<int>([1])]),
        new FallbackNoted(new KnownStep(1, "t"), new Car(4, 5), new LoudSound()),
        new SpecialTaskNoted(1, "w"),
        new CaseNoted(new WideCase(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)),
        new ValuesNoted(
            Customer, null, new Email("a@b"), null, new Percent(1.5m), Ticket.Of(7), new Owner(Customer), new Tone(Color.Blue), new Path(["a", "b"]), new Id<Point>(9), new Rate { Value = 0.5 },
            [Customer], [new Email("c"), null]),
        new ValueKeysNoted(
            new Dictionary<CustomerId, int> { [Customer] = 1 }, new Dictionary<Email, int> { [new("a")] = 2 }, new Dictionary<Percent, int> { [new(1.50m)] = 3 },
            new() { [new Owner(Customer)] = new("e") }, new() { [new(Color.Blue)] = 4 }, new() { [new(-5)] = 5 }, new() { [new OrderId(Id)] = new(1, "EUR") }, new() { [new Sku("a/b", -3)] = 6 },
            new() { [Mood.Busy] = 7 }, new() { [VogenLike.From(8)] = 8 }, new() { [BigInteger.Pow(10, 30)] = 9 }, new() { [IPAddress.Loopback] = 10 },
            new() { ['a'] = 11 }, new() { [new Uri("https://example.org/")] = 12 }, new() { [0.1] = 13 }, new() { [DateTimeOffset.UnixEpoch] = 14 }),
        new ConvertersNoted(VogenLike.From(1), null, Noise.High, null, new Dictionary<Noise, Noise?> { [Noise.Low] = null }, Mood.Busy),
        new BoxesNoted(new(1), new("t"), [new(Id)], new Wrapped<int>(2)),
        new OwnNoted(1, 2),
        new TextualNoted(BigInteger.Pow(7, 50), null, IPAddress.Loopback, null, new IPEndPoint(IPAddress.IPv6Loopback, 80), IPNetwork.Parse("10.0.0.0/8"), new Rune('a'), [new Rune('b'), null]),
        new NodesNoted(JsonNode.Parse("{\"a\":[1]}")!, null, new JsonObject { ["x"] = 1 }, new JsonArray(JsonValue.Create(1), JsonValue.Create("b")), JsonValue.Create(1), null, JsonDocument.Parse("[1,2]"), [null]),
        new QueuesNoted(
            new Stack<int>([1, 2]), [1], ["a"], new ConcurrentQueue<int>([1]), new ConcurrentStack<int>([1]), new LinkedList<int>([1]), [1], new[] { 1 }, new[] { Price },
            new Stack<Stack<int>>([new Stack<int>([1])]), ImmutableQueue.Create(1), ImmutableStack.Create(1)),
        new MapsNoted(
            new() { ["k"] = 1 }, new(new Dictionary<string, int> { ["k"] = 1 }), new() { ["k"] = 1 }, new("k", Price), [new(1, null)], new KeyValuePair<string, int>("k", 1),
            new() { ["k"] = new() { [1] = [new() { [Id] = null }] } }),
        new SetsNoted(new ReadOnlySet<int>(new HashSet<int> { 1 }), [1]),
        new GenericsNoted(
            Paged<Money>.Of("t", Price, Price), Paged<int>.Of("t", 1, 2), Paged<string?>.Of("t", null, "t", null), new Pair<int, string>(1) { Right = "r" }, Concealed<string>.Of("m", null, "v"),
            Concealed<Point>.Of(default, default)),
        new NumberTextsNoted(1, 1.5m, double.NaN, [1, float.NegativeInfinity], 7, new NumberBox(1, 1, 1, 1, 1, 1, 1, 1, 1, (Half)1, 1, 1, 1, [1, null], new() { ["k"] = 1 }, "t", default, 1)),
        new ExtensionNoted("k") { More = new() { ["x"] = JsonDocument.Parse("{\"a\":1}").RootElement } },
        new NodeExtensionNoted(1, new(new Dictionary<string, JsonElement> { ["b"] = JsonDocument.Parse("[]").RootElement }, 2)) { More = new JsonObject { ["x"] = 1, ["y"] = null } },
        new StrictNoted(1, "b"),
        new OneWayNoted(1),
        new AbsentNoted("t", null, 1, null, Price, [1]) { Required = "r", Demanded = 1 },
        new ConvertiblesNoted("l", new byte[] { 1 }, ["a", null], new Celsius(1)),
    ];
}

namespace EventSourcing.Analyzers.Tests.Clean;

/// <summary>Aggregates as people write them, in many styles, with nothing wrong in any of them.</summary>
internal static class CleanAggregates
{
    private const string Usings = """
        #nullable enable
        using System;
        using System.Collections.Frozen;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Globalization;
        using System.Linq;
        using EventSourcing;

        namespace Clean;

        """;

    public static IEnumerable<(string Name, string Code)> All =>
    [
        ("bank account", Usings + """
            [DomainEvent] public sealed record AccountOpened(string Owner, decimal InitialBalance);
            [DomainEvent("money-deposited")] public sealed record MoneyDeposited(decimal Amount, DateTimeOffset ValueDate);
            [DomainEvent("money-withdrawn", Version = 2, Aliases = ["cash-withdrawn"])] public sealed record MoneyWithdrawn(decimal Amount);
            [Aggregate("account")]
            public sealed partial class BankAccount : AggregateRoot<Guid>
            {
                public decimal Balance { get; private set; }
                public void Open(string owner, decimal initial)
                {
                    ArgumentException.ThrowIfNullOrEmpty(owner);
                    if (Version > 0) throw new DomainException("the account is already open");
                    Raise(new AccountOpened(owner, initial));
                }
                public void Deposit(decimal amount, TimeProvider clock) => Raise(new MoneyDeposited(amount, clock.GetUtcNow()));
                public void Withdraw(decimal amount)
                {
                    if (amount > Balance) throw new DomainException($"insufficient funds: {Balance}");
                    Raise(new MoneyWithdrawn(amount));
                }
                [Handles] private void On(AccountOpened e) => Balance = e.InitialBalance;
                [Handles] private void On(MoneyDeposited e) => Balance += e.Amount;
                [Handles] private void On(MoneyWithdrawn e) => Balance -= e.Amount;
            }
            """),
        ("shopping cart with a dictionary and a switch", Usings + """
            [System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<Size>))] public enum Size { Small, Large }
            public sealed record ItemAdded(string Sku, int Quantity, Size Size);
            public sealed record ItemRemoved(string Sku, int Quantity);
            public sealed record CartCheckedOut;
            public sealed partial class Cart : AggregateRoot<string>
            {
                private static readonly FrozenDictionary<Size, int> Weights = new Dictionary<Size, int> { [Size.Small] = 1, [Size.Large] = 5 }.ToFrozenDictionary();
                private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
                private bool _checkedOut;
                public IReadOnlyDictionary<string, int> Items => _items;
                public int Weight { get; private set; }
                public int this[string sku] => _items.GetValueOrDefault(sku);
                public void Add(string sku, int quantity, Size size) { EnsureOpen(); Raise(new ItemAdded(sku, quantity, size)); }
                public void Remove(string sku, int quantity)
                {
                    EnsureOpen();
                    if (!_items.TryGetValue(sku, out var present) || present < quantity) throw new DomainException("not that many");
                    Raise(new ItemRemoved(sku, quantity));
                }
                public void CheckOut() { EnsureOpen(); Raise(new CartCheckedOut()); }
                private void EnsureOpen() { if (_checkedOut) throw new DomainException("checked out"); }
                [Handles]
                private void Apply(ItemAdded e)
                {
                    _items[e.Sku] = _items.GetValueOrDefault(e.Sku) + e.Quantity;
                    Weight += e.Quantity * e.Size switch { Size.Small => Weights[Size.Small], Size.Large => Weights[Size.Large], _ => throw new ArgumentOutOfRangeException(nameof(e)) };
                }
                [Handles]
                private void Apply(ItemRemoved e)
                {
                    if ((_items[e.Sku] -= e.Quantity) == 0) _items.Remove(e.Sku);
                }
                [Handles] private void Apply(CartCheckedOut e) => _checkedOut = true;
            }
            """),
        ("decider over an immutable record", Usings + """
            public abstract record OrderCommand;
            public sealed record PlaceOrder(string Customer, IReadOnlyList<string> Lines) : OrderCommand;
            public sealed record ShipOrder(DateOnly Day) : OrderCommand;
            public sealed record OrderPlaced(string Customer, ImmutableArray<string> Lines);
            public sealed record OrderShipped(DateOnly Day);
            public sealed record OrderClosed;
            public sealed record OrderState(string Customer, ImmutableList<string> Lines, bool IsShipped)
            {
                public static OrderState Initial { get; } = new("", [], false);
                public bool IsPlaced => Customer.Length > 0;
                public OrderState Shipped() => this with { IsShipped = true };
            }
            public sealed partial class Order : AggregateRoot<Guid, OrderState>
            {
                public static OrderPlaced Decide(PlaceOrder command, OrderState state) =>
                    state.IsPlaced ? throw new DomainException("placed") : new OrderPlaced(command.Customer, [.. command.Lines]);
                public static IEnumerable<object> Decide(ShipOrder command, OrderState state)
                {
                    if (state.IsShipped) yield break;
                    yield return new OrderShipped(command.Day);
                    yield return new OrderClosed();
                }
                [Handles] private static OrderState On(OrderState state, OrderPlaced e) => state with { Customer = e.Customer, Lines = state.Lines.AddRange(e.Lines) };
                [Handles] private static OrderState On(OrderState state, OrderShipped e) => state.Shipped();
                [Handles] private static OrderState On(OrderState state, OrderClosed e, EventMetadata metadata) => metadata.Actor is null ? state : state with { };
            }
            """),
        ("a base type handles what has no handler", Usings + """
            public interface ITaskEvent { DateTimeOffset At { get; } }
            [DomainEvent] public sealed record TaskCreated(string Title, DateTimeOffset At) : ITaskEvent;
            [DomainEvent] public sealed record TaskRenamed(string Title, DateTimeOffset At) : ITaskEvent;
            [DomainEvent] public sealed record TaskCompleted(DateTimeOffset At) : ITaskEvent;
            [DomainEvent] public sealed record TaskReopened(DateTimeOffset At) : ITaskEvent;
            public sealed partial class TodoTask : AggregateRoot<long>
            {
                private string _title = "";
                public DateTimeOffset LastChanged { get; private set; }
                public bool IsDone { get; private set; }
                public override string ToString() => $"{_title} ({LastChanged:d})";
                public void Create(string title, DateTimeOffset now) => Raise(new TaskCreated(title, now));
                public void Toggle(DateTimeOffset now) => Raise(IsDone ? new TaskReopened(now) : (object)new TaskCompleted(now));
                public void Rename(string title, DateTimeOffset now)
                {
                    ITaskEvent e = new TaskRenamed(title, now);
                    Raise(e);
                }
                [Handles] private void OnAny(ITaskEvent e) => Touch(e);
                [Handles] private void On(TaskCreated e) { _title = e.Title; Touch(e); }
                [Handles] private void On(TaskCompleted e) { IsDone = true; Touch(e); }
                [Handles] private void On(TaskReopened e) { IsDone = false; Touch(e); }
                private void Touch(ITaskEvent e) => LastChanged = e.At;
            }
            """),
        ("inheritance and a protected helper", Usings + """
            public sealed record DocumentCreated(string Author);
            public sealed record PageAdded(int Number);
            public sealed record InvoiceSent(string Email);
            public abstract partial class Document : AggregateRoot<Guid>
            {
                public string Author { get; private set; } = "";
                public int Pages { get; protected set; }
                public void Create(string author) => Raise(new DocumentCreated(author));
                public void AddPage() => Raise(new PageAdded(Pages + 1));
                [Handles] protected virtual void On(DocumentCreated e) => Author = e.Author;
                [Handles] protected void On(PageAdded e) => Pages = e.Number;
                protected void Count(int pages) => Pages += pages;
            }
            public sealed partial class Invoice : Document
            {
                public string? SentTo { get; private set; }
                public bool WasCreated { get; private set; }
                public void Send(string email) => Raise(new InvoiceSent(email));
                [Handles] protected override void On(DocumentCreated e) { base.On(e); WasCreated = true; }
                [Handles] private void On(InvoiceSent e) { SentTo = e.Email.Trim().ToUpperInvariant(); Count(1); }
            }
            """),
        ("nested, struct events, metadata and entities inside", Usings + """
            public static partial class Warehouse
            {
                public readonly record struct Location(int Aisle, int Shelf);
                [DomainEvent("stock-received")] public readonly record struct StockReceived(string Sku, int Quantity, Location Location);
                [DomainEvent("stock-moved")] public readonly record struct StockMoved(string Sku, Location To);
                [Aggregate("stock")]
                internal sealed partial class Stock : AggregateRoot<string>
                {
                    private readonly List<Entry> _entries = [];
                    private DateTimeOffset? _since;
                    private Stock() { }
                    internal IEnumerable<Location> Locations => _entries.Select(entry => entry.Location);
                    internal int Total => _entries.Sum(entry => entry.Quantity);
                    internal void Receive(string sku, int quantity, Location location) => Raise(new StockReceived(sku, quantity, location), new EventMetadata { Actor = "me" });
                    internal void Move(string sku, Location to)
                    {
                        var entry = _entries.Find(candidate => candidate.Sku == sku) ?? throw new DomainException("no " + sku);
                        if (entry.Location != to) Raise(new StockMoved(sku, to));
                    }
                    [Handles]
                    private void On(StockReceived e, EventMetadata metadata)
                    {
                        _since ??= metadata.OccurredAt;
                        if (_entries.Find(entry => entry.Sku == e.Sku) is { } known) known.Quantity += e.Quantity;
                        else _entries.Add(new Entry(e.Sku) { Quantity = e.Quantity, Location = e.Location });
                    }
                    [Handles]
                    private void On(StockMoved e)
                    {
                        foreach (var entry in _entries.Where(entry => entry.Sku == e.Sku)) entry.Location = e.To;
                    }
                    private sealed class Entry(string sku)
                    {
                        public string Sku { get; } = sku;
                        public int Quantity { get; set; }
                        public Location Location { get; set; }
                    }
                }
            }
            """),
        ("a state machine that ignores what it does not know", Usings + """
            public enum DoorState { Open, Closed, Locked }
            public sealed record DoorOpened;
            public sealed record DoorClosed;
            public sealed record DoorLocked(string Code);
            public sealed record DoorPainted(string Colour);
            [Aggregate("door", UnhandledEvents = UnhandledEvents.Ignore)]
            public sealed partial class Door : AggregateRoot<int>
            {
                private string? _code;
                public DoorState State { get; private set; } = DoorState.Closed;
                public void Open(string? code = null)
                {
                    switch (State)
                    {
                        case DoorState.Open: return;
                        case DoorState.Locked when code != _code: throw new DomainException("wrong code");
                        default: Raise(new DoorOpened()); break;
                    }
                }
                public void Close() { if (State == DoorState.Open) Raise(new DoorClosed()); }
                public void Lock(string code) => Raise(new DoorLocked(code));
                [Handles] private void When(DoorOpened e) => (State, _code) = (DoorState.Open, null);
                [Handles] private void When(DoorClosed e) => State = DoorState.Closed;
                [Handles] private void When(DoorLocked e) => (State, _code) = (DoorState.Locked, e.Code);
            }
            [DomainEvent("door-repainted")] public sealed record DoorRepainted(string Colour);
            public sealed partial class DoorColour : AggregateRoot<int>
            {
                public string Colour { get; private set; } = "white";
                public void Paint(string colour) { var e = new DoorRepainted(colour); Raise(e); }
                [Handles] private void When(DoorRepainted e) => Colour = e.Colour;
            }
            """),
        ("strongly typed ids, local functions, lambdas and a lazy total", Usings + """
            public readonly record struct TicketId(Guid Value) : IParsable<TicketId>
            {
                public static TicketId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));
                public static bool TryParse(string? s, IFormatProvider? provider, out TicketId result) { var ok = Guid.TryParse(s, provider, out var id); result = new(id); return ok; }
                public override string ToString() => Value.ToString();
            }
            public sealed record SeatsBooked(IReadOnlyList<int> Seats, decimal Price);
            public sealed record SeatReleased(int Seat);
            public sealed partial class Ticket : AggregateRoot<TicketId>
            {
                private readonly SortedSet<int> _seats = [];
                private decimal _price;
                private decimal? _total;
                public IReadOnlySet<int> Seats => _seats;
                public decimal Total => _total ??= _seats.Count * _price;
                public string Summary() => string.Join(", ", _seats.Select(seat => seat.ToString(CultureInfo.InvariantCulture)));
                public void Book(params int[] seats)
                {
                    var free = seats.Where(IsFree).ToList();
                    free.Sort();
                    if (free.Count != seats.Length) throw new DomainException("taken");
                    Raise(new SeatsBooked(free, Random.Shared.Next(10, 20)));
                    bool IsFree(int seat) => !_seats.Contains(seat);
                }
                public void Release(int seat) { if (_seats.Contains(seat)) Raise(new SeatReleased(seat)); }
                [Handles]
                private void On(SeatsBooked e)
                {
                    Forget();
                    _seats.UnionWith(e.Seats);
                    _price = Math.Max(_price, e.Price);
                    void Forget() => _total = null;
                }
                [Handles] private void On(SeatReleased e) { _seats.Remove(e.Seat); _total = null; }
            }
            """),
        ("only events and handlers, in two parts", Usings + """
            public sealed record SensorInstalled(string Place, Guid SensorId, DateTimeOffset InstalledOn);
            public sealed record ValueMeasured(double Value);
            public sealed partial class Sensor : AggregateRoot<Guid>
            {
                private readonly Queue<double> _last = new(10);
                public double? Average => _last.Count == 0 ? null : _last.Average();
                public double[] LastValues() => [.. _last];
                public static Guid NewId() => Guid.CreateVersion7();
                public void Install(string place) => Raise(new SensorInstalled(place, Guid.NewGuid(), DateTimeOffset.UtcNow));
                public void Measure(double value) => Raise(new ValueMeasured(value));
            }
            partial class Sensor
            {
                public string Place { get; private set; } = "";
                public DateTimeOffset InstalledOn { get; private set; }
                [Handles] private void On(SensorInstalled e) { Place = e.Place; InstalledOn = e.InstalledOn.ToUniversalTime(); }
                [Handles]
                private void On(ValueMeasured e)
                {
                    if (_last.Count == 10) _last.Dequeue();
                    _last.Enqueue(Math.Round(e.Value, 2));
                }
            }
            """),
        ("a generic base and a state that begins with the first event", Usings + """
            public sealed record GameStarted(string Player, int Lives);
            public sealed record PointsScored(int Points);
            public sealed record LifeLost;
            public sealed record GameState(string Player, int Lives, int Points);
            public abstract partial class Playable<TId, TState> : AggregateRoot<TId, TState> where TId : notnull, IParsable<TId>
            {
                public bool HasBegun => IsCreated;
                protected void Play(IEnumerable<object> events) => RaiseAll(events);
            }
            public sealed partial class Game : Playable<Guid, GameState>
            {
                public int Points => State.Points;
                public void Start(string player) => Raise(new GameStarted(player, 3));
                public void Score(params int[] points) => Play(points.Select(point => new PointsScored(point)));
                public void Die() { if (State is { Lives: > 0 }) Raise(new LifeLost()); }
                [Handles] private static GameState On(GameStarted e) => new(e.Player, e.Lives, 0);
                [Handles] private static GameState On(GameState state, PointsScored e) => state with { Points = Add(state.Points, e.Points) };
                [Handles] private static GameState On(GameState state, LifeLost e) => state with { Lives = state.Lives - 1 };
                private static int Add(int points, int more) => checked(points + more);
            }
            """),
    ];
}

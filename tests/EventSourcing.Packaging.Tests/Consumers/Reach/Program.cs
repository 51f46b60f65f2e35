using EventSourcing.Storage;
using Reach;

await using var store = new InMemoryEventStore(DomainEvents.Catalog);

var tanks = new AggregateRepository<Tank, long>(store);
var tank = tanks.Create(7);
tank.Fill(3);
await tanks.SaveAsync(tank);
Console.WriteLine($"tank {(await tanks.LoadAsync(7)).Level}");

var nested = new AggregateRepository<Outside.Between.IInner.Nested, Guid>(store);
var inner = nested.Create(Guid.CreateVersion7());
inner.Record(20);
inner.Record(22);
await nested.SaveAsync(inner);
Console.WriteLine($"nested {(await nested.LoadAsync(inner.Id)).Sum}");

var keywords = new AggregateRepository<@namespace, string>(store);
var keyword = keywords.Create("k");
keyword.Use("used");
await keywords.SaveAsync(keyword);
Console.WriteLine($"keyword {(await keywords.LoadAsync("k")).Text}");

var presses = new AggregateRepository<Press, int>(store);
var press = presses.Create(5);
press.Start();
press.Stop(TimeSpan.FromMinutes(2));
await presses.SaveAsync(press);
var loaded = await presses.LoadAsync(5);
Console.WriteLine($"press {loaded.Serial} {loaded.Events} {loaded.Total}");

var doors = new AggregateRepository<Door, DoorId>(store);
var door = doors.Create(new DoorId(1));
door.Execute(new TurnKey(true));
door.Execute(new TurnKey(true));
await doors.SaveAsync(door);
Console.WriteLine($"door {(await doors.LoadAsync(new DoorId(1))).State}");

Console.WriteLine(string.Join(", ", DomainEvents.Catalog.Events.Select(e => $"{e.Name} v{e.SchemaVersion}")));

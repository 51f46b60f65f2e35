using EventSourcing.Serialization;

namespace EventSourcing.Tests.Upcasting;

/// <summary>Catalogs with upcasters: what they find, and what they refuse.</summary>
public sealed class UpcastCatalogTests
{
    private static readonly EventDescriptor First = new EventDescriptor<Way0>("way", 1, new WayCodec<Way0>(w => new(w)));
    private static readonly EventDescriptor Second = new EventDescriptor<Way1>("way", 2, new WayCodec<Way1>(w => new(w)), "path");
    private static readonly EventDescriptor Third = new EventDescriptor<Way2>("third", 1, new WayCodec<Way2>(w => new(w)));

    [Test]
    public void A_name_finds_the_current_event_and_a_version_the_type_of_that_version()
    {
        var catalog = new EventCatalog([First, Second], [], [Up<Way0>(typeof(Way1))]);

        Assert.That(catalog.TryGet("way", out var current) && catalog.TryGet("path", out var byAlias) && ReferenceEquals(current, byAlias), Is.True);
        Assert.That(current!.EventType, Is.EqualTo(typeof(Way1)));
        Assert.That(current.IsSuperseded, Is.False);
        Assert.That(catalog.TryGet("path", 1, out var first), Is.True);
        Assert.That((first!.EventType, first.IsSuperseded), Is.EqualTo((typeof(Way0), true)));
        Assert.That(catalog.TryGet("way", 3, out _), Is.False);
        Assert.That(First.IsSuperseded, Is.False, "what a catalog knows is not told to others");
        Assert.That(catalog.Events.Select(e => e.SchemaVersion), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void A_version_without_a_way_is_not_read_whatever_types_there_are()
    {
        var serializer = new EventSerializer(new EventCatalog([First, Second], []));

        Assert.That(
            () => serializer.Resolve("way", 1, new StreamId("a", "b"), 7),
            Throws.TypeOf<UnknownEventException>().With.Message.Contains("No upcaster leads").And.Message.Contains("Way1 reads version 2"));
        Assert.That(() => serializer.Serialize(new StreamId("a", "b"), new Way0("")), Throws.TypeOf<SupersededEventException>().With.Property("CurrentTypes").EqualTo(new[] { typeof(Way1) }));
    }

    [Test]
    public void What_does_not_fit_is_refused()
    {
        Assert.That(() => new EventCatalog([First], [], [Up<Way0>(typeof(Way1))]), Throws.ArgumentException.With.Message.Contains("Way1").And.Message.Contains("neither an event"));
        Assert.That(() => new EventCatalog([Second], [], [Up<Way0>(typeof(Way1))]), Throws.ArgumentException.With.Message.Contains("Way0").And.Message.Contains("does not list"));
        Assert.That(() => new EventCatalog([First, Second], [], [Up<Way0>(typeof(Way1)), Json("path", 1, typeof(Way1))]), Throws.ArgumentException.With.Message.Contains("'way' version 1"));
        Assert.That(() => new EventCatalog([First, Second], [], [Up<Way0>(typeof(Way1)), Up<Way1>(typeof(Way0))]), Throws.ArgumentException.With.Message.Contains("circle"));
        Assert.That(() => new EventCatalog([First, new EventDescriptor<Way2>("way", 1, new WayCodec<Way2>(w => new(w)))], []), Throws.ArgumentException.With.Message.Contains("'way' version 1"));
        Assert.That(() => EventUpcaster.FromEvent<Way0>("M", (_, _, _) => { }), Throws.ArgumentException);
        Assert.That(() => EventUpcaster.FromEvent<Way0>("M", (_, _, _) => { }, [typeof(Way1)], to: 2), Throws.ArgumentException);
    }

    [Test]
    public void An_upcaster_that_leads_to_itself_through_a_base_type_comes_to_an_end()
    {
        var catalog = new EventCatalog([First, Second], [], [EventUpcaster.FromEvent<Way0>("Up.Round", (old, _, results) => results.Add(old), [typeof(IWay)])]);
        var serializer = new EventSerializer(catalog);

        Assert.That(() => Read(serializer, "way", 1, """{"way":"x"}"""), Throws.TypeOf<UpcastException>().With.Message.Contains("back to itself"));
    }

    [Test]
    public void What_is_stored_and_cannot_be_read_is_an_error_of_the_event_and_what_an_upcaster_gives_one_of_the_upcaster()
    {
        var catalog = new EventCatalog(
            [Second, Third],
            [],
            [
                EventUpcaster.FromJsonObject("way", 1, "Up.Odd", (_, _, results) => results.AddJson(new() { ["odd"] = 1 }), to: 2),
                EventUpcaster.FromJsonObject("third", 5, "Up.Far", (_, _, results) => results.AddJson([]), to: 9),
                EventUpcaster.FromJsonElement("third", 6, "Up.Unlisted", (_, _, results) => results.Add(new Way0("")), [typeof(Way2)]),
                EventUpcaster.FromJsonElement("third", 7, "Up.Throwing", (_, _, _) => throw new DomainException("no"), [typeof(Way2)]),
            ]);
        var serializer = new EventSerializer(catalog);

        Assert.That(() => Read(serializer, "path", 1, "[1]"), Throws.TypeOf<SerializationException>().With.Property("EventName").EqualTo("way").And.Message.Contains("JSON object"));
        Assert.That(() => Read(serializer, "way", 1, "{"), Throws.TypeOf<SerializationException>());
        Assert.That(() => Read(serializer, "way", 1, "{}"), Throws.TypeOf<UpcastException>().With.Property("Upcaster").EqualTo("Up.Odd").And.InnerException.TypeOf<SerializationException>());
        Assert.That(() => Read(serializer, "third", 5, "{}"), Throws.TypeOf<UpcastException>().With.Message.Contains("version 9 of 'third'"));
        Assert.That(() => Read(serializer, "third", 6, "{}"), Throws.TypeOf<UpcastException>().With.Message.Contains("Way0").And.Message.Contains("not in the catalog"));
        Assert.That(() => Read(serializer, "third", 7, "{}"), Throws.TypeOf<UpcastException>().With.InnerException.TypeOf<DomainException>().And.Property("Version").EqualTo(3));
    }

    [Test]
    public void Upcasters_of_several_catalogs_count_once_and_supersede_in_the_catalog_that_has_them()
    {
        var contracts = new EventCatalog([First], []);
        var domain = new EventCatalog([Second], [], [Up<Way0>(typeof(Way1))], contracts);
        var composed = EventCatalog.Compose(domain, contracts, domain);

        Assert.That(contracts.Events.Single().IsSuperseded, Is.False);
        Assert.That(composed.Upcasters, Has.Count.EqualTo(1));
        Assert.That(composed.Events.Select(e => e.IsSuperseded), Is.EqualTo(new[] { true, false }));
    }

    private static EventParts Read(EventSerializer serializer, string name, int version, string json)
    {
        var stream = new StreamId("a", "b");
        return serializer.Read(serializer.Resolve(name, version, stream, 3), System.Text.Encoding.UTF8.GetBytes(json), new EventMetadata(), stream, 3);
    }

    private static EventUpcaster Up<T>(params Type[] results)
        where T : notnull => EventUpcaster.FromEvent<T>("Up." + typeof(T).Name, (_, _, _) => { }, results);

    private static EventUpcaster Json(string name, int version, params Type[] results) => EventUpcaster.FromJsonElement(name, version, $"Up.Json{version}", (_, _, _) => { }, results);
}

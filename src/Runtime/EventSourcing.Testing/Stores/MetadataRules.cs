namespace EventSourcing.Testing.Stores;

using static StoreScene;

/// <summary>Metadata come back exactly as they went in.</summary>
internal static class MetadataRules
{
    /// <summary>Metadata with every member set, and an id of its own.</summary>
    public static EventMetadata Full() => new()
    {
        EventId = Guid.CreateVersion7(),
        OccurredAt = new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.FromHours(-3)).AddMicroseconds(123_456),
        CorrelationId = Guid.NewGuid(),
        CausationId = Guid.NewGuid(),
        Actor = "alice",
        Tenant = "red",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Headers = new Dictionary<string, string> { ["ip"] = "::1", ["empty"] = "" },
        Tags = new HashSet<string> { "course:c1", "student:s1" },
    };

    public static void AddTo(CaseList cases)
    {
        var full = Full();
        foreach (var (name, metadata) in new (string Name, EventMetadata Metadata)[]
        {
            ("with every member", full),
            ("with nothing but id and instant", new EventMetadata()),
            ("with a tenant alone", new EventMetadata { Tenant = "red" }),
            ("with an actor alone", new EventMetadata { Actor = "alice" }),
            ("with a correlation alone", new EventMetadata { CorrelationId = Guid.NewGuid() }),
            ("with a cause alone", new EventMetadata { CausationId = Guid.Empty }),
            ("with a traceparent alone", new EventMetadata { TraceParent = full.TraceParent }),
            ("with headers alone", new EventMetadata { Headers = full.Headers }),
            ("with tags alone", new EventMetadata { Tags = full.Tags }),
            ("with tags in any script, with quotes and up to their full length", new EventMetadata { Tags = new HashSet<string> { "курс:1", "课程/👩‍👧", "a,b", "{\"a\"}", "'; --", "A", "a", " ", new string('t', 250), new string('键', 250) } }),
            ("with many tags", new EventMetadata { Tags = Enumerable.Range(0, 100).Select(i => $"tag:{i}").ToHashSet() }),
            ("with empty texts, which are not absent ones", new EventMetadata { Tenant = "", Actor = "", TraceParent = "" }),
            ("with texts in any script, quotes and control characters", new EventMetadata { Tenant = "арендатор 'х'", Actor = "\"名前\"\\\n\t👩‍👧", Headers = new Dictionary<string, string> { ["ключ \"1\""] = "\u0001</script>é", ["KEY"] = "1", ["key"] = "2" } }),
            ("with many headers", new EventMetadata { Headers = Enumerable.Range(0, 200).ToDictionary(i => $"header-{i}", i => new string('v', i)) }),
            ("with an id of another kind", new EventMetadata { EventId = new Guid("00112233-4455-6677-8899-aabbccddeeff") }),
            ("with an instant of the last microsecond", new EventMetadata { OccurredAt = DateTimeOffset.MaxValue }),
            ("with an instant of the first days", new EventMetadata { OccurredAt = DateTimeOffset.MinValue.AddMicroseconds(1) }),
            ("with an instant before 1970", new EventMetadata { OccurredAt = new DateTimeOffset(1901, 2, 3, 4, 5, 6, TimeSpan.FromHours(1)).AddMicroseconds(7) }),
        })
        {
            cases.Add("EV-2", $"metadata {name} come back exactly, from every reading", async s =>
            {
                var (stream, note) = (NewStream(), Note("x", metadata));
                await s.AppendAsync(stream, ExpectedVersion.NoStream, Note("before"), note, Note("after")).ConfigureAwait(false);
                var read = (await s.ReadAsync(stream).ConfigureAwait(false))[1].Metadata;
                Expect.Equal(note.Metadata, read, "The metadata, read from the stream");
                Expect.Equal(TimeSpan.Zero, read.OccurredAt.Offset, "The offset of the instant");
                Expect.Equal(note.Metadata, (await s.ReadAllAsync().ConfigureAwait(false))[1].Metadata, "The metadata, read from the feed");
                Expect.Equal(note.Metadata, (await s.ReadCategoryAsync(stream.Category).ConfigureAwait(false))[1].Metadata, "The metadata, read from the category");
            });
        }

        cases.Add("EV-2", "events of one batch keep metadata of their own", async s =>
        {
            var stream = NewStream();
            NewEvent[] batch = [Note("1", Full()), Note("2"), Note("3", Full() with { Tenant = "blue", Actor = null }), Note("4", new EventMetadata { Tenant = "blue" })];
            await s.AppendAsync(stream, ExpectedVersion.NoStream, batch).ConfigureAwait(false);
            Expect.Sequence(batch.Select(e => e.Metadata), (await s.ReadAsync(stream).ConfigureAwait(false)).Select(e => e.Metadata), "The metadata of the batch");
        });
        cases.Add("EV-2", "the store notes when it recorded an event, in UTC and whole microseconds, the same in every reading", async s =>
        {
            var stream = await s.StreamOfAsync(3).ConfigureAwait(false);
            var instants = (await s.ReadAsync(stream).ConfigureAwait(false)).Select(e => e.RecordedAt).ToArray();
            Expect.True(instants.All(i => i != default && i.Offset == TimeSpan.Zero && i.Ticks % TimeSpan.TicksPerMicrosecond == 0), $"The instants are set, in UTC and in whole microseconds: {instants[0]:O}");
            Expect.Sequence(instants, (await s.ReadAllAsync().ConfigureAwait(false)).Select(e => e.RecordedAt), "The same instants, read from the feed");
        });
        cases.Add("ST-3", "an event that is stored exists, by its id", async s =>
        {
            var note = Note();
            Expect.Equal(false, await s.Store.ExistsAsync(note.Metadata.EventId).ConfigureAwait(false), "Whether it exists before the append");
            await s.AppendAsync(NewStream(), ExpectedVersion.Any, note).ConfigureAwait(false);
            Expect.Equal(true, await s.Store.ExistsAsync(note.Metadata.EventId).ConfigureAwait(false), "Whether it exists after the append");
            Expect.Equal(false, await s.Store.ExistsAsync(Guid.NewGuid()).ConfigureAwait(false), "Whether another id exists");
        });
    }
}

namespace EventSourcing.PostgreSql.Tests;

/// <summary>The connection is cut at each message of a reading: what was given is right, an error is typed and says to try again, and the next reading gives everything.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
public sealed class ReadingCutTests
{
    private static readonly ProxyAction[] Cuts = [ProxyAction.CutBefore, ProxyAction.CutInside, ProxyAction.CutAfter];

    [TestCase("stream")]
    [TestCase("stream backwards")]
    [TestCase("feed")]
    [TestCase("category by name")]
    [TestCase("version")]
    [TestCase("head")]
    [TestCase("event by id")]
    [TestCase("streams")]
    public async Task A_reading_that_is_cut_anywhere_gives_what_is_there_or_a_transient_error(string form)
    {
        await using var scene = await FaultScene.CreateAsync(options: new PostgreSqlEventStoreOptions { ReadPageSize = 3, NotifyInterval = Timeout.InfiniteTimeSpan });
        await scene.SendAsync(scene.One("read", 7));
        await ReadAsync(scene, form);
        scene.Proxy.Watch();
        var expected = await ReadAsync(scene, form);
        await Eventually.IsAsync(() => scene.Proxy.Seen is [.., { ToServer: false, Type: 'Z' }], "the last answer has come by");
        var places = scene.Proxy.Seen.DistinctBy(m => (m.ToServer, m.Number)).ToList();
        Assert.That(expected, Is.Not.Empty);
        var (whole, failed) = (0, 0);
        foreach (var place in places)
        {
            foreach (var cut in Cuts)
            {
                var given = new List<string>();
                var rule = new OneCut(place, cut);
                scene.Proxy.Resets = !scene.Proxy.Resets;
                scene.Proxy.Watch(rule.Decide);
                try
                {
                    await ReadAsync(scene, form, given);
                    Assert.That(given, Is.EqualTo(expected), $"{cut} {place}");
                    whole++;
                }
                catch (EventStoreException e)
                {
                    Assert.That((e.IsTransient, e.OutcomeUnknown), Is.EqualTo((true, false)), $"{cut} {place}: {e}");
                    Assert.That(given, Is.EqualTo(expected.Take(given.Count)), $"{cut} {place}");
                    Assert.That(place, Is.Not.EqualTo((place with { ToServer = true, Number = 1 })), $"{cut} {place}: nothing was answered yet, so that it can be asked again: {e}");
                    failed++;
                }

                // A connection that the cut has just taken may be in the pool still: that, too, is not noticed.
                scene.Proxy.Watch();
                Assert.That(await ReadAsync(scene, form), Is.EqualTo(expected), $"after {cut} {place}");
            }
        }

        TestContext.Out.WriteLine($"{form}: cut at {places.Count} messages; whole {whole} times, failed {failed} times");
        await scene.EndAsync(form);
    }

    private static async Task<List<string>> ReadAsync(FaultScene scene, string form, List<string>? given = null)
    {
        given ??= [];
        var read = FaultScene.Piece("read");
        switch (form)
        {
            case "version":
                given.Add($"{await scene.Store.GetVersionAsync(read)}");
                return given;
            case "head":
                given.Add($"{await scene.Store.GetHeadAsync()}");
                return given;
            case "event by id":
                given.Add($"{(await scene.Store.FindEventAsync(scene.FirstEvent))?.Version} {await scene.Store.ExistsAsync(scene.FirstEvent)}");
                return given;
            case "streams":
                await foreach (var stream in scene.Store.ListStreamsAsync("piece")) given.Add($"{stream}");
                return given;
        }

        var events = form switch
        {
            "stream" => scene.Store.ReadStreamAsync(read),
            "stream backwards" => scene.Store.ReadStreamAsync(read, new StreamReadOptions { Direction = ReadDirection.Backwards }),
            "feed" => scene.Store.ReadAllAsync(),
            _ => scene.Store.ReadCategoryAsync("piece", new CategoryReadOptions { EventNames = ["piece-written"] }),
        };
        await foreach (var e in events) given.Add($"{e.Position} {e.Stream} {e.Version} {e.Data}");
        return given;
    }
}

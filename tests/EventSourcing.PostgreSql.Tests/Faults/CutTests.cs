using System.Globalization;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>
/// The connection is cut at each message of an append, in each direction: before it, in the middle of it and after it. Once, so that another connection can be made; and with the server out of
/// reach from then on. Each append is stored once in the end, and an error that says that nothing is stored is right.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.Children)]
public sealed class CutTests
{
    /// <summary>How many appends are sent at once where they are to be grouped.</summary>
    private const int Grouped = 6;

    // Nothing but the appends goes by.
    private static readonly PostgreSqlEventStoreOptions Options = new() { NotifyInterval = Timeout.InfiniteTimeSpan };

    private static readonly ProxyAction[] Cuts = [ProxyAction.CutBefore, ProxyAction.CutInside, ProxyAction.CutAfter];

    [TestCase("one event")]
    [TestCase("several events to a new stream")]
    [TestCase("three streams")]
    [TestCase("a group")]
    public async Task A_single_cut_anywhere_is_not_noticed_by_the_caller(string form)
    {
        await using var scene = await FaultScene.CreateAsync(options: Options);
        foreach (var (place, cut) in await PlacesAsync(scene, form))
        {
            await StartAfreshAsync(scene);
            var rule = new OneCut(place, cut, scene.Proxy.Connections);
            scene.Proxy.Resets = !scene.Proxy.Resets;
            scene.Proxy.Watch(rule.Decide);
            var errors = await Task.WhenAll(Form(scene, form).Select(a => scene.SendAsync(a, () => Repair(scene))));
            Assert.That(errors, Is.All.Null, $"{cut} {place}");
            scene.Proxy.Watch();
        }

        await scene.EndAsync(form);
    }

    [TestCase("one event")]
    [TestCase("several events to a new stream")]
    [TestCase("three streams")]
    [TestCase("a group")]
    public async Task When_the_server_is_out_of_reach_after_a_cut_the_error_tells_whether_the_outcome_is_known(string form)
    {
        await using var scene = await FaultScene.CreateAsync(options: Options);
        var unknown = 0;
        var known = 0;
        foreach (var (place, cut) in await PlacesAsync(scene, form))
        {
            await StartAfreshAsync(scene);
            var rule = new OneCut(place, cut, scene.Proxy.Connections) { OnCut = () => scene.Proxy.Refuses = true };
            scene.Proxy.Resets = !scene.Proxy.Resets;
            scene.Proxy.Watch(rule.Decide);
            var errors = await Task.WhenAll(Form(scene, form).Select(a => scene.SendAsync(a, () => Repair(scene))));
            using (Assert.EnterMultipleScope())
            {
                // The very end of the answer cut off after it was passed on: the caller may have it already.
                if (rule.HasCut && cut != ProxyAction.CutAfter) Assert.That(errors, Has.Some.Not.Null, $"{cut} {place}: nobody can know the outcome");
                foreach (var error in errors)
                {
                    if (error is null) continue;
                    Assert.That(error.IsTransient, $"{cut} {place}: {error}");
                    if (error.OutcomeUnknown) unknown++;
                    else known++;
                }
            }

            await Repair(scene);
        }

        TestContext.Out.WriteLine($"{form}: outcome unknown {unknown} times, known {known} times");
        Assert.That(unknown, Is.Positive, "where the answer was lost, the outcome is unknown");
        await scene.EndAsync(form);
    }

    [Test]
    public async Task A_server_that_is_out_of_reach_before_anything_is_sent_has_a_known_outcome()
    {
        await using var scene = await FaultScene.CreateAsync(options: Options);
        foreach (var append in new[] { scene.One("one"), scene.One("one", 5), scene.Three() })
        {
            scene.Disconnect();
            scene.Proxy.Refuses = true;
            var error = await scene.SendAsync(append, () => Repair(scene));
            Assert.That((error?.OutcomeUnknown, error?.IsTransient), Is.EqualTo((false, true)), $"{error}");
        }

        await scene.EndAsync("out of reach");
    }

    [Test]
    public async Task A_cut_while_connecting_is_a_transient_error_with_a_known_outcome()
    {
        await using var scene = await FaultScene.CreateAsync(options: Options);
        var failures = 0;
        for (var number = 1; number <= 30; number++)
        {
            foreach (var toServer in new[] { true, false })
            {
                scene.Disconnect();
                var rule = new OneCut(new ProxyMessage(0, toServer, default, number), Cuts[number % Cuts.Length]);
                scene.Proxy.Watch(rule.Decide);
                if (await scene.SendAsync(scene.One("one")) is { } error)
                {
                    Assert.That((error.OutcomeUnknown, error.IsTransient), Is.EqualTo((false, true)), $"{number}: {error}");
                    failures++;
                }
            }
        }

        Assert.That(failures, Is.Positive);
        await scene.EndAsync("connecting");
    }

    [Test]
    public async Task Cut_connections_that_wait_in_the_pool_are_not_noticed_by_the_next_append()
    {
        await using var scene = await FaultScene.CreateAsync(options: Options);
        for (var round = 0; round < 3; round++)
        {
            // Several at once: as many connections in the pool.
            var connections = new List<Npgsql.NpgsqlConnection>();
            for (var i = 0; i < 5; i++) connections.Add(await scene.Source.OpenConnectionAsync());
            foreach (var connection in connections) await connection.DisposeAsync();
            Assert.That(scene.Proxy.Open, Is.GreaterThanOrEqualTo(5));
            scene.Proxy.Resets = round == 1;
            scene.Proxy.CutAll();
            await Eventually.IsAsync(() => scene.Proxy.Open == 0, "all connections are closed");
            Assert.That(await scene.SendAsync(scene.One("one")), Is.Null);
        }

        await scene.EndAsync("stale connections");
    }

    /// <summary>Every message of such an append, as one that nothing disturbs has sent and got them, with every way to cut there.</summary>
    private static async Task<IReadOnlyList<(ProxyMessage Place, ProxyAction Cut)>> PlacesAsync(FaultScene scene, string form)
    {
        await Task.WhenAll(Form(scene, form).Select(a => scene.SendAsync(a)));
        scene.Proxy.Watch();
        await Task.WhenAll(Form(scene, form).Select(a => scene.SendAsync(a)));
        await Eventually.IsAsync(() => scene.Proxy.Seen is [.., { ToServer: false, Type: 'Z' }], "the last answer has come by");
        var messages = scene.Proxy.Seen.DistinctBy(m => (m.ToServer, m.Number)).ToList();
        TestContext.Out.WriteLine($"{form}: {string.Join(' ', messages)}");
        Assert.That(messages, Has.Some.Matches<ProxyMessage>(m => m is { ToServer: true, Type: 'E' }).And.Some.Matches<ProxyMessage>(m => m is { ToServer: false, Type: 'Z' }));

        // Rows of a long answer are alike: the first and the last of a run of equal messages stand for all.
        var telling = messages.GroupBy(m => m.ToServer).SelectMany(side =>
        {
            var ordered = side.OrderBy(m => m.Number).ToList();
            return ordered.Where((m, i) => i == 0 || i == ordered.Count - 1 || ordered[i - 1].Type != m.Type || ordered[i + 1].Type != m.Type);
        });
        return [.. telling.SelectMany(place => Cuts.Select(cut => (place, cut)))];
    }

    private static FaultAppend[] Form(FaultScene scene, string form) => form switch
    {
        "one event" => [scene.One("one")],
        "several events to a new stream" => [scene.One(string.Create(CultureInfo.InvariantCulture, $"new-{Guid.NewGuid():N}"), 4, ExpectedVersion.NoStream)],
        "three streams" => [scene.Three()],
        "a group" => [.. Enumerable.Range(0, Grouped).Select(i => scene.One($"grouped-{i % 4}", 1 + (i % 2)))],
        _ => throw new ArgumentException(form),
    };

    /// <summary>A connection that was cut after it had answered may be in the pool still: a single cut would then be the second loss of one append.</summary>
    private static async Task StartAfreshAsync(FaultScene scene)
    {
        scene.Disconnect();
        await scene.SendAsync(scene.One("warm"));
    }

    private static Task Repair(FaultScene scene)
    {
        scene.Proxy.Watch();
        scene.Proxy.Refuses = false;
        return Task.CompletedTask;
    }
}

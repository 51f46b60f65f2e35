using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Processes;

/// <summary>Whatever happens, in whatever order, is what a model without a store says.</summary>
internal static class ProcessModelRules
{
    private const int Steps = 120;
    private static readonly string[] Keys = ["a", "b", "c"];

    private static readonly string[] Texts =
        ["start", "start", "start", "say 1", "say 2", "wait x 5", "wait y 10", "wait x 20", "wait z 0", "cancel x", "cancel y", "forget", "end"];

    public static void AddTo(CaseList cases)
    {
        foreach (var restarts in new[] { false, true })
        {
            cases.Add("PM-1", $"any history of events, waits and restarts leads where a model says, where instances {(restarts ? "start anew" : "end for good")}", async s =>
            {
                for (var seed = 1; seed <= 3; seed++) await new History(new ProcessScene(await FreshAsync(s, seed).ConfigureAwait(false)), seed, restarts).RunAsync().ConfigureAwait(false);
            });
        }
    }

    private static async Task<StoreScene> FreshAsync(StoreScene scene, int seed) => seed == 1 ? scene : new StoreScene(await scene.AnotherStoreAsync().ConfigureAwait(false), scene.AnotherStoreAsync);

    private sealed class History(ProcessScene scene, int seed, bool restarts)
    {
#pragma warning disable CA5394 // A history that can be had again is wanted.
        private readonly Random _random = new(seed);
#pragma warning restore CA5394
        private readonly Dictionary<string, ErrandModel> _models = Keys.ToDictionary(k => k, _ => new ErrandModel(restarts));
        private readonly Queue<Action> _feed = new();
        private readonly HashSet<object> _elapsed = [];

        public async Task RunAsync()
        {
            for (var step = 0; step < Steps; step++)
            {
                var roll = Next(10);
                if (roll < 7) await TellAsync(Keys[Next(Keys.Length)], Texts[Next(Texts.Length)]).ConfigureAwait(false);
                else if (roll == 7) scene.Clock.Advance(Next(8));
                else if (roll == 8) await ElapseAsync().ConfigureAwait(false);
                else await HandleAsync().ConfigureAwait(false);
            }

            await HandleAsync().ConfigureAwait(false);
            foreach (var key in Keys) await CompareAsync(key).ConfigureAwait(false);
        }

#pragma warning disable CA5394 // As above.
        private int Next(int below) => _random.Next(below);
#pragma warning restore CA5394

        private async Task TellAsync(string key, string text)
        {
            var at = scene.Clock.Now;
            await scene.TellAsync(key, text).ConfigureAwait(false);
            _feed.Enqueue(() => _models[key].Handle(text, at));
        }

        private async Task HandleAsync()
        {
            await scene.RunAsync(restarts: restarts, batchSize: 1 + Next(20)).ConfigureAwait(false);
            while (_feed.TryDequeue(out var handle)) handle();
        }

        private async Task ElapseAsync()
        {
            var due = _models
                .SelectMany(m => m.Value.Timeouts.Select(t => (m.Key, Name: t.Key, t.Value.DueAt, t.Value.Setting)))
                .Where(t => t.DueAt <= scene.Clock.Now && !_elapsed.Contains(t.Setting))
                .OrderBy(t => t.DueAt).ThenBy(t => t.Key, StringComparer.Ordinal).ThenBy(t => t.Name, StringComparer.Ordinal)
                .ToList();
            Expect.Equal(due.Count, await scene.Timeouts.ElapseAsync().ConfigureAwait(false), $"How many timeouts elapse (history {seed})");
            foreach (var (key, name, dueAt, setting) in due)
            {
                _elapsed.Add(setting);
                _feed.Enqueue(() => _models[key].Handle(name, dueAt, setting));
            }
        }

        private async Task CompareAsync(string key)
        {
            var model = _models[key];
            var instance = await scene.Instances.FindAsync(Errand.Name, key).ConfigureAwait(false);
            Expect.Sequence(model.Said, await scene.SaidAsync(key).ConfigureAwait(false), $"What '{key}' has said (history {seed})");
            Expect.Equal(model.Heard, await scene.HeardAsync(key).ConfigureAwait(false), $"What '{key}' remembers (history {seed})");
            Expect.Equal((model.IsKnown, model.IsActive, model.Ignored), (instance is not null, instance?.Status == ProcessStatus.Active, (int)(instance?.IgnoredEvents ?? 0)), $"How '{key}' stands (history {seed})");
            var open = (await scene.OpenTimeoutsAsync(key).ConfigureAwait(false)).Select(t => $"{t.Name} {t.DueAt:HH:mm:ss} {t.HasElapsed}").Order(StringComparer.Ordinal);
            var expected = model.Timeouts.Select(t => $"{t.Key} {t.Value.DueAt:HH:mm:ss} {_elapsed.Contains(t.Value.Setting)}").Order(StringComparer.Ordinal);
            Expect.Sequence(expected, open, $"The timeouts of '{key}' (history {seed})");
        }
    }
}

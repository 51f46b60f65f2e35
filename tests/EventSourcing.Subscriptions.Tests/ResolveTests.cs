namespace EventSourcing.Subscriptions.Tests;

/// <summary>What a subscription learns of dead letters that are resolved.</summary>
internal sealed class ResolveTests(StoreKind kind) : SubscriptionFixture(kind)
{
    private readonly Recorder _recorder = new();

    [Test]
    public async Task A_resolved_key_is_parked_no_longer_though_no_event_of_it_comes([Values] bool bySingleLetter)
    {
        for (var i = 1; i <= 2; i++) await AppendAsync(i, "a");
        await AppendAsync(1, "b");

        // Nobody looks by himself within the hour.
        Manager.Add(Options() with { Retry = RetryPolicy.None, PollInterval = TimeSpan.FromHours(1) }, (context, cancellationToken) =>
            TestEvents.ValueOf(context.Event) == 1 ? throw new InvalidOperationException("One is too many.") : _recorder.HandleAsync(context, cancellationToken));
        await Manager.StartAsync("numbers");
        await CaughtUpAsync();
        Assert.That(ParkedKeys(), Is.EqualTo(2));

        if (bySingleLetter)
        {
            foreach (var letter in await Manager.DeadLetters.ListAsync(new DeadLetterQuery { Key = KeyOf("a") }).ToListAsync()) Assert.That(await Manager.DeadLetters.ResolveAsync("numbers", letter.Position), Is.True);
        }
        else
        {
            Assert.That(await Manager.DeadLetters.ResolveKeyAsync("numbers", KeyOf("a")), Is.EqualTo(2));
        }

        await EventuallyAsync(() => ParkedKeys() == 1);
        Assert.That(await Manager.DeadLetters.ListAsync().Select(l => l.Key).ToListAsync(), Is.EqualTo(new[] { KeyOf("b") }));
        await AppendAsync(3, "a");
        await AppendAsync(4, "b");
        await CaughtUpAsync();
        Assert.That(_recorder.Values, Is.EqualTo(new[] { 3 }));
        Assert.That(ParkedKeys(), Is.EqualTo(1), "the other one still waits");
    }

    private static string KeyOf(string key) => TestEvents.Stream(key).ToString();

    private int ParkedKeys() => Manager.GetStatusAsync("numbers").AsTask().GetAwaiter().GetResult().ParkedKeys;
}

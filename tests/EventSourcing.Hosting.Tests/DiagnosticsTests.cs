using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Banking;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EventSourcing.Hosting.Tests;

/// <summary>What subscriptions tell those who collect metrics and traces.</summary>
[NonParallelizable]
internal sealed class DiagnosticsTests : HostFixture
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private readonly ConcurrentQueue<(string Instrument, string Subscription, double Value, string? Error)> _measured = new();
    private readonly ConcurrentQueue<Activity> _spans = new();

    [Test]
    public async Task Counters_and_durations_are_those_of_the_subscription()
    {
        using var listener = Listen();
        var name = Unique();
        var options = new SubscriptionOptions { Name = name, Retry = RetryPolicy.None, OnError = ErrorStrategy.Skip };
        var parking = options with { Name = name + "-parking", OnError = ErrorStrategy.Park };
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(options, FailOnSecond).AddSubscription(parking, FailOnSecond));
        await AppendAsync(host, 3);

        await CaughtUpAsync(host, name);
        await CaughtUpAsync(host, parking.Name);

        var manager = host.Services.GetRequiredService<SubscriptionManager>();
        var (skipping, parked) = (await manager.GetStatusAsync(name), await manager.GetStatusAsync(parking.Name));
        Assert.That((skipping.Handled, skipping.Skipped, parked.Parked), Is.EqualTo((2, 1, 2)), "the third waits behind the second");
        Assert.That(Sum("handled", name), Is.EqualTo(skipping.Handled));
        Assert.That(Sum("failed", name), Is.EqualTo(skipping.Failed).And.GreaterThan(0));
        Assert.That(Sum("skipped", name), Is.EqualTo(1));
        Assert.That(Sum("parked", parking.Name), Is.EqualTo(2));
        var durations = _measured.Where(m => m.Instrument == "eventsourcing.subscription.handle.duration" && m.Subscription == name).ToList();
        Assert.That(durations.Count(d => d.Error is null), Is.GreaterThanOrEqualTo(2));
        Assert.That(durations.Select(d => d.Error), Has.Some.EqualTo(typeof(DomainException).FullName));
        Assert.That(durations.Select(d => d.Value), Is.All.GreaterThanOrEqualTo(0));
    }

    [Test]
    public async Task Lag_is_told_for_those_that_run()
    {
        using var listener = Listen();
        var (name, entered, go) = (Unique(), new TaskCompletionSource(), new TaskCompletionSource());
        var host = await StartAsync(e => e.UseInMemory().AddSubscription(new SubscriptionOptions { Name = name, UseTransaction = false }, async (_, ct) =>
        {
            entered.TrySetResult();
            await go.Task.WaitAsync(ct);
        }));
        await AppendAsync(host, 3);
        await entered.Task.WaitAsync(Patience);

        await CollectedAsync(() => Last("lag") == 3 && Last("lag.time") is >= 0);
        go.SetResult();
        await CollectedAsync(() => Last("lag") == 0);
        await host.Services.GetRequiredService<SubscriptionManager>().StopAsync(name);
        await CollectedAsync(() =>
        {
            _measured.Clear();
            listener.RecordObservableInstruments();
            return Last("lag") is null;
        });

        double? Last(string gauge) => _measured.Where(m => m.Instrument == $"eventsourcing.subscription.{gauge}" && m.Subscription == name).Select(m => (double?)m.Value).LastOrDefault();

        Task CollectedAsync(Func<bool> condition) => EventuallyAsync(() =>
        {
            listener.RecordObservableInstruments();
            return condition();
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_span_is_linked_to_what_raised_the_event_and_no_child_of_what_started_the_host(bool inBatches)
    {
        using var traces = Trace();
        using var start = new Activity("start").Start();
        var name = Unique();
        var host = await StartAsync(
            e => _ = inBatches ? e.UseInMemory().AddBatchSubscription<ScopedBatchHandler>(new SubscriptionOptions { Name = name }) : e.UseInMemory().AddSubscription<ScopedHandler>(new SubscriptionOptions { Name = name }),
            s => s.AddSingleton<Handled>().AddScoped<Scope>());
        await AppendAsync(host, 1);
        await CaughtUpAsync(host, name);

        var span = _spans.Single(s => Equals(s.GetTagItem("messaging.destination.subscription.name"), name));

        Assert.That(span.DisplayName, Is.EqualTo(inBatches ? $"handle {name}" : "handle account-opened"));
        Assert.That(span.Links.Single().Context.TraceId.ToString(), Is.EqualTo(TraceId));
        Assert.That((span.ParentId, span.Kind), Is.EqualTo(((string?)null, ActivityKind.Consumer)));
        Assert.That(span.TraceId, Is.Not.EqualTo(start.TraceId));
        Assert.That(Activity.Current, Is.SameAs(start));
    }

    [Test]
    public async Task A_projections_span_says_so_and_a_failure_is_one_of_the_span()
    {
        using var traces = Trace();
        var name = Unique();
        var host = await StartAsync(e => e.UseInMemory().AddProjection<AccountBalances>(o => o with { Name = name }).AddSubscription(new SubscriptionOptions { Name = name + "-failing", Retry = RetryPolicy.None }, FailOnSecond));
        await AppendAsync(host, 2);
        await CaughtUpAsync(host, name);
        await CaughtUpAsync(host, name + "-failing");

        Assert.That(_spans.Where(s => Equals(s.GetTagItem("messaging.destination.subscription.name"), name)).Select(s => s.DisplayName), Is.EqualTo(new[] { "project account-opened", "project account-opened" }));
        var failed = _spans.First(s => Equals(s.GetTagItem("messaging.destination.subscription.name"), name + "-failing") && s.Status == ActivityStatusCode.Error);
        Assert.That((failed.StatusDescription, failed.GetTagItem("error.type")), Is.EqualTo(("not this one", typeof(DomainException).FullName)));
    }

    private static string Unique() => $"some-{Guid.NewGuid():n}";

    private static ValueTask FailOnSecond(EventContext context, CancellationToken cancellationToken) => context.Version == 2 ? throw new DomainException("not this one") : ValueTask.CompletedTask;

    private static async Task AppendAsync(IHost host, int count)
    {
        using var context = EventSourcingContext.Use(EventSourcingContext.Current with { TraceParent = $"00-{TraceId}-b7ad6b7169203331-01" });
        await host.Services.GetRequiredService<IEventStore>().AppendAsync(new StreamId("account", "1"), ExpectedVersion.Any, [.. Enumerable.Range(0, count).Select(i => new NewEvent(new AccountOpened("Alice", i)))]);
    }

    private double Sum(string counter, string subscription) => _measured.Where(m => m.Instrument == $"eventsourcing.subscription.{counter}" && m.Subscription == subscription).Sum(m => m.Value);

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EventSourcingDiagnostics.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (subscription, error) = ("", (string?)null);
        foreach (var (name, tag) in tags)
        {
            if (name == "eventsourcing.subscription") subscription = (string)tag!;
            if (name == "error.type") error = (string)tag!;
        }

        _measured.Enqueue((instrument.Name, subscription, value, error));
    }

    private ActivityListener Trace()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EventSourcingDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}

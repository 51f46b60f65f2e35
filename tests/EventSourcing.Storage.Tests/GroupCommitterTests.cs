namespace EventSourcing.Storage.Tests;

using Committer = GroupCommitter<int, string>;
using Group = IReadOnlyList<GroupedRequest<int, string>>;

/// <summary>Who is flushed with whom, and when who learns what.</summary>
[TestFixture]
public sealed class GroupCommitterTests
{
    private readonly List<int[]> _groups = [];
    private readonly SemaphoreSlim _entered = new(0);
    private readonly SemaphoreSlim _mayGoOn = new(0);

    [SetUp]
    public void Forget() => _groups.Clear();

    [OneTimeTearDown]
    public void Dispose()
    {
        _entered.Dispose();
        _mayGoOn.Dispose();
    }

    [Test]
    public async Task A_lone_caller_is_flushed_at_once_on_its_own_thread()
    {
        var thread = 0;
        await using var committer = Make(group =>
        {
            thread = Environment.CurrentManagedThreadId;
            return Answer(group);
        });
        var caller = Environment.CurrentManagedThreadId;
        var answer = committer.SubmitAsync(1, 1);
        Assert.That(answer.IsCompletedSuccessfully, "the answer is there when the call returns");
        Assert.That(await answer, Is.EqualTo("1"));
        Assert.That(thread, Is.EqualTo(caller));
    }

    [Test]
    public async Task Those_that_come_while_a_flush_is_under_way_are_flushed_together_in_their_order()
    {
        await using var committer = Make(Gated);
        var (leader, others) = await FillAsync(committer, 5);
        _mayGoOn.Release(2);
        Assert.That(await leader, Is.EqualTo("0"));
        Assert.That(await Task.WhenAll(others), Is.EqualTo(new[] { "1", "2", "3", "4", "5" }));
        Assert.That(_groups, Is.EqualTo(new[] { new[] { 0 }, [1, 2, 3, 4, 5] }));
    }

    [Test]
    public async Task Nobody_is_answered_before_the_flush_has_returned()
    {
        var decided = new TaskCompletionSource();
        var commit = new TaskCompletionSource();
        await using var committer = Make(async group =>
        {
            await Answer(group);
            if (group[0].Request == 0) return;
            decided.SetResult();
            await commit.Task;
        });
        await committer.SubmitAsync(0, 1);
        var answer = committer.SubmitAsync(1, 1).AsTask();
        await decided.Task;
        Assert.That(answer.IsCompleted, Is.False, "answered before the commit");
        commit.SetResult();
        Assert.That(await answer, Is.EqualTo("1"));
    }

    [Test]
    public async Task Each_has_an_outcome_of_its_own()
    {
        await using var committer = Make(async group =>
        {
            await Gated(group);
            foreach (var request in group.Where(r => r.Request % 2 == 1)) request.Fail(new ArithmeticException($"{request.Request}"));
        });
        var (leader, others) = await FillAsync(committer, 4);
        _mayGoOn.Release(2);
        await leader;
        Assert.That(async () => await others[0], Throws.TypeOf<ArithmeticException>().With.Message.EqualTo("1"));
        Assert.That(await others[1], Is.EqualTo("2"));
        Assert.That(async () => await others[2], Throws.TypeOf<ArithmeticException>().With.Message.EqualTo("3"));
        Assert.That(await others[3], Is.EqualTo("4"));
    }

    [Test]
    public async Task When_the_flush_throws_all_of_its_requests_fail_and_the_next_ones_do_not()
    {
        await using var committer = Make(async group =>
        {
            await Gated(group);
            if (group.Count > 1) throw new ArithmeticException("the disk is gone");
        });
        var (leader, others) = await FillAsync(committer, 3);
        _mayGoOn.Release(3);
        Assert.That(await leader, Is.EqualTo("0"));
        foreach (var other in others) Assert.That(async () => await other, Throws.TypeOf<ArithmeticException>());
        Assert.That(await committer.SubmitAsync(9, 1), Is.EqualTo("9"));
    }

    [Test]
    public void A_request_that_a_flush_forgets_fails()
    {
        var committer = Make(_ => ValueTask.CompletedTask);
        Assert.That(async () => await committer.SubmitAsync(1, 1), Throws.InvalidOperationException.With.Message.Contains("no outcome"));
    }

    [Test]
    public async Task A_flush_takes_no_more_than_its_weight_and_a_heavy_request_goes_alone()
    {
        await using var committer = Make(Gated, maxWeight: 10);
        var leader = committer.SubmitAsync(0, 1).AsTask();
        await _entered.WaitAsync();
        var others = new[] { (1, 4), (2, 6), (3, 1), (4, 50), (5, 5), (6, 5), (7, 1) }.Select(r => committer.SubmitAsync(r.Item1, r.Item2).AsTask()).ToArray();
        _mayGoOn.Release(10);
        await Task.WhenAll([leader, .. others]);
        Assert.That(_groups, Is.EqualTo(new[] { new[] { 0 }, [1, 2], [3], [4], [5, 6], [7] }));
        Drain();
    }

    [Test]
    public async Task A_waiting_request_can_be_withdrawn_and_is_then_not_flushed()
    {
        using var source = new CancellationTokenSource();
        await using var committer = Make(Gated);
        var leader = committer.SubmitAsync(0, 1).AsTask();
        await _entered.WaitAsync();
        var withdrawn = committer.SubmitAsync(1, 1, source.Token).AsTask();
        var kept = committer.SubmitAsync(2, 1, new CancellationTokenSource().Token).AsTask();
        await source.CancelAsync();
        Assert.That(async () => await withdrawn, Throws.InstanceOf<OperationCanceledException>());
        _mayGoOn.Release(2);
        await leader;
        Assert.That(await kept, Is.EqualTo("2"));
        Assert.That(_groups, Is.EqualTo(new[] { new[] { 0 }, [2] }));
    }

    [Test]
    public async Task A_request_that_a_flush_has_taken_runs_to_its_end()
    {
        using var source = new CancellationTokenSource();
        await using var committer = Make(Gated);
        var leader = committer.SubmitAsync(0, 1, source.Token).AsTask();
        await _entered.WaitAsync();
        var other = committer.SubmitAsync(1, 1, source.Token).AsTask();
        _mayGoOn.Release();
        await leader;
        await _entered.WaitAsync();
        await source.CancelAsync();
        _mayGoOn.Release();
        Assert.That(await other, Is.EqualTo("1"));
    }

    [Test]
    public async Task Disposal_waits_for_all_that_came_before_and_refuses_what_comes_after()
    {
        var committer = Make(Gated);
        var (leader, others) = await FillAsync(committer, 3);
        var disposal = committer.DisposeAsync().AsTask();
        Assert.That(async () => await committer.SubmitAsync(9, 1), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(disposal.IsCompleted, Is.False, "disposed of before the flush has returned");
        _mayGoOn.Release(2);
        await disposal;
        Assert.That(leader.IsCompletedSuccessfully && others.All(o => o.IsCompleted || o.Wait(TimeSpan.FromSeconds(60))));
        await committer.DisposeAsync();
    }

    [Test]
    public async Task Several_flushers_flush_at_once()
    {
        await using var committer = Make(Gated, maxWeight: 1, flushers: 2);
        var answers = Enumerable.Range(0, 4).Select(i => committer.SubmitAsync(i, 1).AsTask()).ToArray();
        await _entered.WaitAsync();
        await _entered.WaitAsync();
        Assert.That(_groups.Select(g => g.Single()), Is.EquivalentTo(new[] { 0, 1 }), "the first leads a flush, and another one is under way");
        _mayGoOn.Release(4);
        Assert.That(await Task.WhenAll(answers), Is.EqualTo(new[] { "0", "1", "2", "3" }));
        Drain();
    }

    [Test]
    public async Task With_more_flushers_those_that_wait_are_flushed_at_once()
    {
        await using var committer = Make(Gated, maxWeight: 1);
        var (leader, others) = await FillAsync(committer, 3);
        committer.Flushers = 3;
        await _entered.WaitAsync();
        await _entered.WaitAsync();
        Assert.That(_groups, Has.Count.EqualTo(3), "two more flushes are under way");
        _mayGoOn.Release(4);
        Assert.That(await Task.WhenAll([leader, .. others]), Is.EqualTo(new[] { "0", "1", "2", "3" }));
        Drain();
    }

    [Test]
    public async Task With_fewer_flushers_those_that_are_too_many_end_and_the_others_go_on()
    {
        await using var committer = Make(Gated, maxWeight: 1, flushers: 3);
        var answers = Enumerable.Range(0, 6).Select(i => committer.SubmitAsync(i, 1).AsTask()).ToArray();
        for (var i = 0; i < 3; i++) await _entered.WaitAsync();
        committer.Flushers = 1;
        _mayGoOn.Release(3);
        await _entered.WaitAsync();
        await Task.WhenAll(answers.Take(3));
        Assert.That(_groups, Has.Count.EqualTo(4), "one flush is under way, and two requests wait");
        _mayGoOn.Release(3);
        Assert.That(await Task.WhenAll(answers), Is.EqualTo(new[] { "0", "1", "2", "3", "4", "5" }));
        Drain();
    }

    [Test]
    public async Task Another_flusher_begins_where_a_whole_group_waits_and_not_before()
    {
        await using var committer = Make(Gated, maxWeight: 3);
        committer.FullGroupFlushers = 2;
        var (leader, others) = await FillAsync(committer, 2);
        var last = committer.SubmitAsync(3, 1).AsTask();
        var began = await _entered.WaitAsync(TimeSpan.FromSeconds(30));

        // Both are under way; and now a third group waits for one of them.
        var late = Enumerable.Range(4, 3).Select(i => committer.SubmitAsync(i, 1).AsTask()).ToArray();
        int[][] underWay;
        lock (_groups) underWay = [.. _groups];
        _mayGoOn.Release(3);
        Assert.That(await Task.WhenAll([leader, .. others, last, .. late]), Is.EqualTo(new[] { "0", "1", "2", "3", "4", "5", "6" }));
        Assert.That(began, "another flush has begun while the first was under way");
        Assert.That(underWay, Is.EqualTo(new[] { new[] { 0 }, [1, 2, 3] }), "no more than two at once");
        Drain();
    }

    [Test]
    public async Task Thousands_of_requests_are_each_answered_once_and_flushed_once()
    {
        var flushed = new List<int>();
        var underWay = 0;
        await using var committer = Make(async group =>
        {
            Assert.That(Interlocked.Increment(ref underWay), Is.EqualTo(1), "one flush at a time");
            flushed.AddRange(group.Select(r => r.Request));
            if (flushed.Count % 3 == 0) await Task.Yield();
            await Answer(group);
            Interlocked.Decrement(ref underWay);
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 20_000).Select(i => Task.Run(() => committer.SubmitAsync(i, 1).AsTask())));
        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, 20_000).Select(i => $"{i}")));
        Assert.That(flushed.Order(), Is.EqualTo(Enumerable.Range(0, 20_000)));
    }

    private static Committer Make(Func<Group, ValueTask> flush, int maxWeight = 1_000, int flushers = 1) => new(flush, maxWeight, flushers, typeof(GroupCommitterTests));

    private static ValueTask Answer(Group group)
    {
        foreach (var request in group) request.Succeed($"{request.Request}");
        return ValueTask.CompletedTask;
    }

    /// <summary>The first request is being flushed; the others wait.</summary>
    private async Task<(Task<string> Leader, Task<string>[] Others)> FillAsync(Committer committer, int others)
    {
        var leader = committer.SubmitAsync(0, 1).AsTask();
        await _entered.WaitAsync();
        return (leader, [.. Enumerable.Range(1, others).Select(i => committer.SubmitAsync(i, 1).AsTask())]);
    }

    private async ValueTask Gated(Group group)
    {
        lock (_groups) _groups.Add([.. group.Select(r => r.Request)]);
        _entered.Release();
        await _mayGoOn.WaitAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await Answer(group);
    }

    [TearDown]
    public void Drain()
    {
        while (_entered.Wait(0))
        {
        }

        while (_mayGoOn.Wait(0))
        {
        }
    }
}

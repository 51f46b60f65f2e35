using EventSourcing;
using GitHistory.Views;

namespace GitHistory.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileLivesTests
{
    private readonly List<Commit> _commits = [];

    [Test]
    public async Task A_file_keeps_its_life_across_renames_whatever_path_is_asked_for()
    {
        Commit(new FileChange(FileChangeKind.Added, "a"));
        Commit(new FileChange(FileChangeKind.Changed, "a"));
        Commit(new FileChange(FileChangeKind.Renamed, "b", "a", 80));
        Commit(new FileChange(FileChangeKind.Deleted, "b"));
        var lives = await LivesAsync();

        object[] expected = [new FileAdded("a"), new FileChanged("a"), new FileRenamed("a", "b", 80), new FileDeleted("b")];
        Assert.Multiple(() =>
        {
            Assert.That(Told(lives.At("a")), Is.EqualTo(expected));
            Assert.That(Told(lives.At("b")), Is.EqualTo(expected));
            Assert.That(lives.At("c"), Is.Empty);
            Assert.That(lives.At("a").Single().Entries.Select(e => e.Commit.Hash), Is.EqualTo(new[] { "c1", "c2", "c3", "c4" }));
        });
    }

    [Test]
    public async Task A_file_that_is_added_again_goes_on_living()
    {
        Commit(new FileChange(FileChangeKind.Added, "a"));
        Commit(new FileChange(FileChangeKind.Deleted, "a"));
        Commit(new FileChange(FileChangeKind.Added, "a"));
        Assert.That(Told((await LivesAsync()).At("a")), Is.EqualTo(new object[] { new FileAdded("a"), new FileDeleted("a"), new FileAdded("a") }));
    }

    [Test]
    public async Task A_new_file_at_the_path_of_one_that_moved_away_has_a_life_of_its_own()
    {
        Commit(new FileChange(FileChangeKind.Added, "a"));
        Commit(new FileChange(FileChangeKind.Renamed, "b", "a"));
        Commit(new FileChange(FileChangeKind.Added, "a"));
        FileLife[] lives = [.. (await LivesAsync()).At("a")];
        Assert.Multiple(() =>
        {
            Assert.That(lives, Has.Length.EqualTo(2));
            Assert.That(Told(lives[..1]), Is.EqualTo(new object[] { new FileAdded("a"), new FileRenamed("a", "b", 100) }));
            Assert.That(Told(lives[1..]), Is.EqualTo(new object[] { new FileAdded("a") }));
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Files_that_change_places_keep_their_lives(bool reversed)
    {
        Commit(new FileChange(FileChangeKind.Added, "a"));
        Commit(new FileChange(FileChangeKind.Added, "b"));
        FileChange[] swap = [new(FileChangeKind.Renamed, "b", "a"), new(FileChangeKind.Renamed, "a", "b")];
        Commit(reversed ? [swap[1], swap[0]] : swap);
        Commit(new FileChange(FileChangeKind.Changed, "b"));
        var lives = await LivesAsync();
        Assert.That(Told(lives.At("b").Take(1)), Is.EqualTo(new object[] { new FileAdded("a"), new FileRenamed("a", "b", 100), new FileChanged("b") }));
        Assert.That(Told(lives.At("b").Skip(1)), Is.EqualTo(new object[] { new FileAdded("b"), new FileRenamed("b", "a", 100) }));
    }

    private static IEnumerable<object> Told(IEnumerable<FileLife> lives) => lives.SelectMany(life => life.Entries).Select(entry => entry.What);

    private void Commit(params FileChange[] changes)
    {
        var parent = _commits.Count == 0 ? null : $"c{_commits.Count}";
        _commits.Add(new Commit($"c{_commits.Count + 1}", parent, "Ann <ann@x>", DateTimeOffset.UnixEpoch, "", changes));
    }

    private async Task<FileLives> LivesAsync()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        var branches = new AggregateRepository<Branch, BranchId>(store);
        var branch = branches.Create(new BranchId("main"));
        foreach (var commit in _commits) branch.Record(commit);
        await branches.SaveAsync(branch);
        return await FileLives.OfAsync(store.ReadStreamAsync(branches.StreamOf(branch.Id)));
    }
}

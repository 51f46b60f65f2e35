using CsCheck;
using EventSourcing;

namespace GitHistory.Tests;

public sealed class BranchTests
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_commit_comes_before_what_it_did_and_all_carry_who_and_when()
    {
        var branch = New();
        branch.Record(Commit("c1", null, new FileChange(FileChangeKind.Added, "a"), new FileChange(FileChangeKind.Added, "b")));
        branch.Record(Commit("c2", "c1", new FileChange(FileChangeKind.Renamed, "c", "a", 90), new FileChange(FileChangeKind.Deleted, "b")));

        Assert.Multiple(() =>
        {
            Assert.That(branch.UncommittedEvents.Select(e => e.Data), Is.EqualTo(new object[]
            {
                new CommitMade("c1", "subject of c1", 2), new FileAdded("a"), new FileAdded("b"),
                new CommitMade("c2", "subject of c2", 2), new FileRenamed("a", "c", 90), new FileDeleted("b"),
            }));
            Assert.That(branch.UncommittedEvents.Select(e => (e.Metadata.Actor, e.Metadata.OccurredAt)), Is.All.EqualTo(("Ann <ann@x>", Noon)));
            Assert.That(branch.UncommittedEvents.Select(e => e.Metadata.EventId), Is.Unique);
            Assert.That((branch.Head, branch.Commits, branch.Version), Is.EqualTo(("c2", 2, 6)));
            Assert.That(branch.Files, Is.EquivalentTo(new[] { "c" }));
        });
    }

    [Test]
    public void A_commit_that_does_not_follow_the_last_one_is_refused_and_changes_nothing()
    {
        var branch = New();
        branch.Record(Commit("c1", null, new FileChange(FileChangeKind.Added, "a")));
        Assert.Multiple(() =>
        {
            Assert.That(() => branch.Record(Commit("c3", "c2")), Throws.TypeOf<HistoryRewrittenException>().With.Message.Contains("c1"));
            Assert.That(() => branch.Record(Commit("other root", null)), Throws.TypeOf<HistoryRewrittenException>());
            Assert.That((branch.Head, branch.Version), Is.EqualTo(("c1", 2)));
        });
    }

    [TestCase(FileChangeKind.Deleted)]
    [TestCase(FileChangeKind.Changed)]
    [TestCase(FileChangeKind.Renamed)]
    public void A_change_of_a_file_that_is_not_there_is_refused_and_changes_nothing(FileChangeKind kind)
    {
        var branch = New();
        var from = kind == FileChangeKind.Renamed ? "absent" : null;
        Assert.That(() => branch.Record(Commit("c1", null, new FileChange(FileChangeKind.Added, "a"), new FileChange(kind, "absent", from))), Throws.TypeOf<DomainException>().With.Message.Contains("absent"));
        Assert.That(branch.UncommittedEvents, Is.Empty);
    }

    [Test]
    public void An_added_file_must_not_be_there_already()
    {
        var branch = New();
        branch.Record(Commit("c1", null, new FileChange(FileChangeKind.Added, "a")));
        Assert.That(() => branch.Record(Commit("c2", "c1", new FileChange(FileChangeKind.Added, "a"))), Throws.TypeOf<DomainException>());
    }

    [Test]
    public void A_file_can_be_replaced_by_another_one_in_one_commit()
    {
        var branch = New();
        branch.Record(Commit("c1", null, new FileChange(FileChangeKind.Added, "a"), new FileChange(FileChangeKind.Added, "b")));
        branch.Record(Commit("c2", "c1", new FileChange(FileChangeKind.Added, "a"), new FileChange(FileChangeKind.Renamed, "c", "a"), new FileChange(FileChangeKind.Deleted, "b"), new FileChange(FileChangeKind.Added, "b")));
        Assert.That(branch.Files, Is.EquivalentTo(new[] { "a", "b", "c" }));
    }

    /// <summary>Swaps, cycles, a rename onto a path that is left in the same commit: in whatever order the changes of a commit come.</summary>
    [Test]
    public void The_order_of_changes_within_a_commit_does_not_matter()
    {
        FileChange[] changes =
        [
            new(FileChangeKind.Renamed, "b", "a"), new(FileChangeKind.Renamed, "a", "b"),
            new(FileChangeKind.Renamed, "d", "c"), new(FileChangeKind.Renamed, "e", "d"), new(FileChangeKind.Renamed, "c", "e"),
            new(FileChangeKind.Renamed, "onto", "moved"), new(FileChangeKind.Deleted, "onto"),
            new(FileChangeKind.Changed, "stays"), new(FileChangeKind.Added, "gone/now-a-folder"), new(FileChangeKind.Deleted, "gone"),
        ];
        Gen.Shuffle(changes).Sample(shuffled =>
        {
            var branch = New();
            branch.Record(Commit("c1", null, [.. "a b c d e moved onto stays gone".Split(' ').Select(path => new FileChange(FileChangeKind.Added, path))]));
            branch.Record(Commit("c2", "c1", shuffled));
            return branch.Files.Order(StringComparer.Ordinal).SequenceEqual(["a", "b", "c", "d", "e", "gone/now-a-folder", "onto", "stays"]);
        });
    }

    [Test]
    public async Task A_branch_can_be_loaded_as_of_each_of_its_commits()
    {
        await using var store = new InMemoryEventStore(DomainEvents.Catalog);
        var branches = new AggregateRepository<Branch, BranchId>(store);
        var branch = branches.Create(new BranchId("main"));
        branch.Record(Commit("c1", null, new FileChange(FileChangeKind.Added, "a")));
        branch.Record(Commit("c2", "c1", new FileChange(FileChangeKind.Renamed, "b", "a"), new FileChange(FileChangeKind.Added, "c")));
        await branches.SaveAsync(branch);

        var first = await branches.LoadAsync(branch.Id, AsOf.Version(2));
        var last = await branches.LoadAsync(branch.Id, AsOf.Version(5));
        Assert.Multiple(() =>
        {
            Assert.That((first.Head, string.Join(' ', first.Files)), Is.EqualTo(("c1", "a")));
            Assert.That((last.Head, string.Join(' ', last.Files.Order(StringComparer.Ordinal))), Is.EqualTo(("c2", "b c")));
        });
    }

    [TestCase("main", "main", 1)]
    [TestCase("main:2", "main", 2)]
    [TestCase("feature/x:17", "feature/x", 17)]
    public void The_id_of_a_branch_comes_back_from_its_text(string text, string name, int recording)
    {
        var id = BranchId.Parse(text);
        Assert.Multiple(() =>
        {
            Assert.That(id, Is.EqualTo(new BranchId(name, recording)));
            Assert.That(id.ToString(), Is.EqualTo(text));
        });
    }

    [TestCase("")]
    [TestCase(":2")]
    [TestCase("main:")]
    [TestCase("main:0")]
    [TestCase("main:x")]
    [TestCase("main:2:3")]
    public void What_is_no_id_of_a_branch_is_refused(string text) => Assert.That(() => BranchId.Parse(text), Throws.TypeOf<FormatException>());

    private static Branch New() => new AggregateRepository<Branch, BranchId>(new InMemoryEventStore(DomainEvents.Catalog)).Create(new BranchId("main"));

    private static Commit Commit(string hash, string? parent, params FileChange[] changes) => new(hash, parent, "Ann <ann@x>", Noon, $"subject of {hash}", changes);
}

using System.Text;
using GitHistory.Git;

namespace GitHistory.Tests;

public sealed class GitLogTests
{
    private const string Hash = "0123456789012345678901234567890123456789";

    [Test]
    public async Task Commits_and_changes_are_read()
    {
        var commits = await ReadAsync(
            $"aaaa\n\nAnn <ann@x>\n1700000000\nfirst\0\n:000000 100644 {Hash} {Hash} A\0a\nb\0:000000 120000 {Hash} {Hash} A\0:colon\0"
            + $"bbbb\naaaa cccc\nBob <bob@x>\n1700000060\nempty merge\0"
            + $"dddd\nbbbb\nBob <bob@x>\n1700000120\n: starts with a colon\0\n:100644 100644 {Hash} {Hash} R087\0a\nb\0c\0:100644 120000 {Hash} {Hash} T\0:colon\0:100644 000000 {Hash} {Hash} D\0x\0:100644 100755 {Hash} {Hash} M\0y\0");

        Assert.That(commits, Has.Count.EqualTo(3));
        Assert.Multiple(() =>
        {
            Assert.That(commits[0] with { Changes = [] }, Is.EqualTo(new Commit("aaaa", null, "Ann <ann@x>", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), "first", commits[0].Changes) with { Changes = [] }));
            Assert.That(commits[0].Changes, Is.EqualTo(new FileChange[] { new(FileChangeKind.Added, "a\nb"), new(FileChangeKind.Added, ":colon") }));
            Assert.That((commits[1].Parent, commits[1].Changes.Count), Is.EqualTo(("aaaa", 0)));
            Assert.That(commits[2].Subject, Is.EqualTo(": starts with a colon"));
            Assert.That(commits[2].Changes, Is.EqualTo(new FileChange[]
            {
                new(FileChangeKind.Renamed, "c", "a\nb", 87), new(FileChangeKind.Changed, ":colon"), new(FileChangeKind.Deleted, "x"), new(FileChangeKind.Changed, "y"),
            }));
        });
    }

    [TestCase("", 0)]
    [TestCase("-5", 0)]
    [TestCase("99999999999999", 253402300799)]
    public async Task A_damaged_date_becomes_the_nearest_that_there_is(string seconds, long expected)
    {
        var commit = (await ReadAsync($"aaaa\n\nAnn <ann@x>\n{seconds}\nfirst\0")).Single();
        Assert.That(commit.CommittedAt.ToUnixTimeSeconds(), Is.EqualTo(expected));
    }

    [Test]
    public async Task Tokens_longer_than_the_buffer_are_read_whole()
    {
        var subject = new string('s', 200_000);
        var commits = await ReadAsync($"aaaa\n\nAnn <ann@x>\n1\n{subject}\0bbbb\naaaa\nAnn <ann@x>\n2\nshort\0");
        Assert.That(commits.Select(c => c.Subject), Is.EqualTo(new[] { subject, "short" }));
    }

    [TestCase("something else\0")]
    [TestCase("aaaa\n\nAnn <ann@x>\n1\nfirst\0\n:000000 100644 x x A\0")]
    [TestCase("aaaa\n\nAnn <ann@x>\n1\nfirst\0\n:000000 100644 x x U\0path\0")]
    public void What_git_does_not_print_is_refused(string output) =>
        Assert.That(async () => await ReadAsync(output), Throws.TypeOf<HistoryException>().With.Message.Contains("git log printed"));

    private static async Task<List<Commit>> ReadAsync(string output)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(output));
        return await GitLog.ReadAsync(stream, CancellationToken.None).ToListAsync();
    }
}

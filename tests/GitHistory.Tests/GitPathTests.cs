using System.Text;
using CsCheck;
using GitHistory.Git;
using GitHistory.Tests.Support;

namespace GitHistory.Tests;

public sealed class GitPathTests
{
    /// <summary>Our own escapes, pieces of characters, half a surrogate pair, an overlong form, what is never UTF-8.</summary>
    private static readonly byte[][] Awkward =
        [[0xEE, 0xBE, 0x80], [0xEE, 0xBF, 0xBF], [0xEE, 0xBE], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xFF]];

    /// <summary>Bytes that are likely to be almost UTF-8.</summary>
    private static readonly Gen<byte[]> Paths = Gen.OneOf(
        Gen.Byte.Array[1, 3],
        Gen.String[1, 4].Select(Encoding.UTF8.GetBytes),
        Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i]))
        .Array[1, 6].Select(parts => parts.SelectMany(p => p).ToArray());

    [Test]
    public void Every_path_comes_back_byte_for_byte() => Paths.Sample(bytes => GitPath.Encode(GitPath.Decode(bytes)).SequenceEqual(bytes));

    [Test]
    public void Different_paths_have_different_texts() =>
        Gen.Select(Paths, Paths).Sample((left, right) => left.SequenceEqual(right) == (GitPath.Decode(left) == GitPath.Decode(right)));

    [Test]
    public void The_text_of_every_path_can_be_stored_as_JSON() =>
        Paths.Sample(bytes => Encoding.UTF8.GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(GitPath.Decode(bytes))) == GitPath.Decode(bytes));

    [Test]
    public void A_path_as_git_prints_it_can_be_typed() =>
        Paths.Where(bytes => bytes is not [(byte)'"', .., (byte)'"']).Sample(bytes =>
        {
            var path = GitPath.Decode(bytes);
            var quoted = GitPath.Quote(path);
            // What is no UTF-8 cannot be typed, nor passed as an argument, other than by its octal escapes.
            var typed = string.Concat(quoted.Select(octet => octet < 0x80 ? ((char)octet).ToString() : $"\\{Convert.ToString(octet, 8)}"));
            if (typed.Length > quoted.Length && typed[0] != '"') typed = $"\"{typed}\"";
            return GitPath.Unquote(typed) == path;
        });

    [TestCase("plain/path.txt", "plain/path.txt")]
    [TestCase("ünï/日本/😀", "ünï/日本/😀")]
    [TestCase("with space", "with space")]
    [TestCase("tab\there", "\"tab\\there\"")]
    [TestCase("a\"b\\c\nd\u0001\u007f", "\"a\\\"b\\\\c\\nd\\001\\177\"")]
    public void Quoting_is_that_of_git(string path, string expected) => Assert.That(Encoding.UTF8.GetString(GitPath.Quote(path)), Is.EqualTo(expected));

    [Test]
    public void Quoting_is_that_of_git_for_every_byte()
    {
        string[] paths = [.. Enumerable.Range(1, 255).Where(octet => octet is not ('/' or '.')).Select(octet => $"x{(char)octet}y")];
        var import = new FastImport().Commit("main", "A <a>", 1, "all bytes");
        foreach (var path in paths) import.Put(path, new TestFile(TestFile.Regular, path));
        using var repository = TestRepository.Of(import.Done());

        var expected = repository.GitBytes("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "HEAD");
        var actual = repository.GitBytes("ls-tree", "-r", "-z", "--name-only", "HEAD")[..^1];
        var quoted = Encoding.Latin1.GetString(actual).Split('\0').Select(p => GitPath.Quote(GitPath.Decode(Encoding.Latin1.GetBytes(p))));
        Assert.That(quoted.SelectMany(p => p.Append((byte)'\n')), Is.EqualTo(expected));
    }

    [Test]
    public void The_order_is_that_of_bytes_and_not_of_our_text()
    {
        byte[][] paths = [.. new[] { "😀", "！", "a/b", "a", "a.b", "日" }.Select(GitPath.Encode).Order(ByteOrder.Instance)];
        Assert.That(paths.Select(p => Encoding.UTF8.GetString(p)), Is.EqualTo(new[] { "a", "a.b", "a/b", "日", "！", "😀" }));
    }
}

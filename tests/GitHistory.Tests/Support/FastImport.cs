using System.Globalization;
using System.Text;

namespace GitHistory.Tests.Support;

/// <summary>
/// Writes a stream for <c>git fast-import</c>, and keeps in mind which files each branch has. Paths are bytes; here they are text with one
/// character a byte (Latin-1).
/// </summary>
internal sealed class FastImport
{
    private readonly MemoryStream _stream = new();
    private readonly Dictionary<string, TestTree> _branches = new(StringComparer.Ordinal);
    private TestTree _tree = new();
    private int _marks;

    /// <summary>The files of the commit that is being written, by path.</summary>
    public IReadOnlyDictionary<string, TestFile> Files => _tree.Files;

    /// <summary>Begins a commit on a branch, which begins with it where it is new.</summary>
    public FastImport Commit(string branch, string author, long seconds, string message, params IReadOnlyList<string> merged)
    {
        if (!_branches.TryGetValue(branch, out var tree)) _branches[branch] = tree = new TestTree();
        _tree = tree;
        Line($"commit refs/heads/{branch}");
        Line($"mark :{++_marks}");
        var instant = string.Create(CultureInfo.InvariantCulture, $"{seconds} +0100");
        Line($"author {author} {instant}");
        Line($"committer Carl Committer <carl@example.org> {instant}");
        Data(Encoding.UTF8.GetBytes(message));
        foreach (var other in merged) Line($"merge refs/heads/{other}");
        return this;
    }

    /// <summary>Begins a branch at the last commit of another one.</summary>
    public FastImport Branch(string name, string from)
    {
        Line($"reset refs/heads/{name}");
        Line($"from refs/heads/{from}");
        Line("");
        _branches[name] = new TestTree(_branches[from]);
        return this;
    }

    /// <summary>Writes a file; where a folder was, or a file in the place of a folder, goes.</summary>
    public FastImport Put(string path, TestFile file)
    {
        foreach (var inTheWay in _tree.InTheWayOf(path)) Remove(inTheWay);
        _tree.Put(path, file);
        if (file.Mode == TestFile.Submodule)
        {
            Line($"M {file.Mode} {file.Content} {Quote(path)}");
        }
        else
        {
            Line($"M {file.Mode} inline {Quote(path)}");
            Data(Encoding.Latin1.GetBytes(file.Content));
        }

        return this;
    }

    public FastImport Remove(string path)
    {
        _tree.Remove(path);
        Line($"D {Quote(path)}");
        return this;
    }

    public FastImport RemoveAll()
    {
        _tree.Clear();
        Line("deleteall");
        return this;
    }

    public byte[] Done()
    {
        Line("done");
        return _stream.ToArray();
    }

    private static string Quote(string path) => $"\"{string.Concat(path.Select(c => $"\\{Convert.ToString(c, 8).PadLeft(3, '0')}"))}\"";

    private void Line(string line) => _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));

    private void Data(byte[] bytes)
    {
        Line($"data {bytes.Length}");
        _stream.Write(bytes);
        Line("");
    }
}

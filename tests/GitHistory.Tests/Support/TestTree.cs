namespace GitHistory.Tests.Support;

/// <summary>The files of a commit that is being made.</summary>
internal sealed class TestTree
{
    private readonly Dictionary<string, TestFile> _files;
    private readonly SortedSet<string> _paths;

    public TestTree()
        : this(new Dictionary<string, TestFile>(StringComparer.Ordinal))
    {
    }

    public TestTree(TestTree other)
        : this(new Dictionary<string, TestFile>(other._files, StringComparer.Ordinal))
    {
    }

    private TestTree(Dictionary<string, TestFile> files)
    {
        _files = files;
        _paths = new SortedSet<string>(files.Keys, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, TestFile> Files => _files;

    /// <summary>What cannot be there together with a file at a path: files below it, and files in the place of its folders.</summary>
    public IReadOnlyList<string> InTheWayOf(string path)
    {
        // '0' is the character after '/'.
        List<string> inTheWay = [.. _paths.GetViewBetween(path + "/", path + "0").Where(p => p != path + "0")];
        for (var at = path.IndexOf('/'); at >= 0; at = path.IndexOf('/', at + 1)) if (_files.ContainsKey(path[..at])) inTheWay.Add(path[..at]);
        return inTheWay;
    }

    public void Put(string path, TestFile file)
    {
        _files[path] = file;
        _paths.Add(path);
    }

    public void Remove(string path)
    {
        _files.Remove(path);
        _paths.Remove(path);
    }

    public void Clear()
    {
        _files.Clear();
        _paths.Clear();
    }
}

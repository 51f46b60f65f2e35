using System.Text;

namespace GitHistory.Tests.Support;

/// <summary>Makes histories with everything in them that a history can have. The same seed makes the same history.</summary>
internal sealed class RandomHistory
{
    private const string Main = "main";

    private static readonly string[] Authors =
    [
        "Ann Author <ann@example.org>", "Bêla Größe <bela@example.org>", "[red]Markup[/] <m@example.org>", "李四 <li@example.org>", "O'Neil \"Q\" <q@example.org>", "Solo <>",
    ];

    /// <summary>Names with everything that a file system allows; one character is one byte.</summary>
    private static readonly string[] Names =
    [
        "a", "b", "c", "d.txt", "e.cs", "README.md", "Readme.md", "readme.md", "with space", " leading", "trailing ", "tab\there", "new\nline", "quote\"d", "back\\slash",
        "-dash", ":colon", "*star?", "[bold]x[/]", "\u0001control", "delete\u007f", "caf\u00e9", "\u00ff\u00fe", Bytes("ünï"), Bytes("日本語"), Bytes("😀"), Bytes("！"), Bytes("\uEF80"), Bytes("e\u0301"),
    ];

    private readonly Random _random;
    private readonly FastImport _import = new();
    private readonly List<string> _side = [];
    private long _now = 1_500_000_000;
    private int _branches;

    private RandomHistory(int seed) => _random = new Random(seed);

    public static byte[] Make(int seed, int commits)
    {
        var history = new RandomHistory(seed);
        history.Commit(Main, "first");
        for (var i = 1; i < commits; i++) history.Step(i);
        return history._import.Done();
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private void Step(int number)
    {
        if (Chance(20)) Begin(from: Main);
        if (Chance(3)) Begin(from: null);
        while (_side.Count > 0 && Chance(45)) Commit(Pick(_side), $"on the side, before {number}");
        if (_side.Count > 0 && Chance(25)) Merge(number);
        else Commit(Main, $"commit {number}\n\nwith a body");
    }

    private void Begin(string? from)
    {
        var name = $"side-{++_branches}";
        if (from is not null) _import.Branch(name, from);
        _side.Add(name);
        Commit(name, $"begin {name}");
    }

    private void Merge(int number)
    {
        string[] merged = [.. _side.OrderBy(_ => _random.Next()).Take(Chance(20) ? 3 : 1)];
        _import.Commit(Main, Pick(Authors), Now(), $"merge {number}", merged);
        // What a merge changes against its first parent is up to whoever merges.
        for (var i = _random.Next(5); i > 0; i--) Change();
        foreach (var branch in merged) _side.Remove(branch);
    }

    private void Commit(string branch, string message)
    {
        _import.Commit(branch, Pick(Authors), Now(), message);
        if (Chance(2)) _import.RemoveAll();
        if (Chance(10)) return;
        for (var i = _random.Next(1, 7); i > 0; i--) Change();
    }

    private void Change()
    {
        if (_import.Files.Count < 5)
        {
            _import.Put(NewPath(), NewFile());
            return;
        }

        var (path, file) = Pick([.. _import.Files]);
        switch (_random.Next(14))
        {
            case 0 or 1 or 2: _import.Put(NewPath(), NewFile()); break;
            case 3 or 4: _import.Put(path, Edit(file)); break;
            case 5: _import.Remove(path); break;
            case 6 or 7: Move(path, NewPath(), file); break;
            case 8: Move(path, NewPath(), Edit(file)); break;
            case 9: Swap(path, file); break;
            case 10: _import.Put(path, Retype(file)); break;
            case 11: _import.Put(NewPath(), file); break;
            case 12: MoveFolder(path); break;
            default: Move(path, path.Any(char.IsAsciiLetterUpper) ? path.ToLowerInvariant() : path.Replace('a', 'A').Replace('b', 'B'), file); break;
        }
    }

    private void Move(string from, string to, TestFile file)
    {
        _import.Remove(from);
        _import.Put(to, file);
    }

    private void Swap(string path, TestFile file)
    {
        var (otherPath, other) = Pick([.. _import.Files]);
        _import.Remove(path);
        if (otherPath != path) _import.Remove(otherPath);
        _import.Put(path, other);
        _import.Put(otherPath, file);
    }

    private void MoveFolder(string path)
    {
        var at = path.LastIndexOf('/');
        if (at < 0) return;
        var (from, to) = (path[..(at + 1)], Pick(Names) + "/");
        foreach (var (inside, file) in _import.Files.Where(f => f.Key.StartsWith(from, StringComparison.Ordinal)).ToArray()) Move(inside, to + inside[from.Length..], file);
    }

    private string NewPath() => string.Join('/', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(Names)));

    private TestFile NewFile() => _random.Next(12) switch
    {
        0 => new TestFile(TestFile.SymbolicLink, Pick(Names)),
        1 => new TestFile(TestFile.Submodule, NewHash()),
        2 => new TestFile(TestFile.Executable, NewText()),
        3 => new TestFile(TestFile.Regular, ""),
        _ => new TestFile(TestFile.Regular, NewText()),
    };

    private TestFile Edit(TestFile file) => file.Mode switch
    {
        TestFile.Submodule => file with { Content = NewHash() },
        TestFile.SymbolicLink => file with { Content = Pick(Names) },
        _ => file with { Content = file.Content + $"one more line {_random.Next()}\n" },
    };

    private TestFile Retype(TestFile file) => file.Mode switch
    {
        TestFile.Regular when Chance(50) => file with { Mode = TestFile.Executable },
        TestFile.Executable when Chance(50) => file with { Mode = TestFile.Regular },
        TestFile.SymbolicLink => new TestFile(TestFile.Submodule, NewHash()),
        TestFile.Submodule => new TestFile(TestFile.Regular, NewText()),
        _ => new TestFile(TestFile.SymbolicLink, Pick(Names)),
    };

    private string NewText() => string.Concat(Enumerable.Range(0, _random.Next(3, 30)).Select(_ => $"line {_random.Next(1000)}\n"));

    private string NewHash() => string.Concat(Enumerable.Range(0, 40).Select(_ => "0123456789abcdef"[_random.Next(16)]));

    /// <summary>Mostly an hour later, sometimes days back: clocks of people differ.</summary>
    private long Now() => _now += Chance(15) ? -_random.Next(500_000) : _random.Next(90_000);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}

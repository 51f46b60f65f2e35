using EventSourcing;

namespace GitHistory.Views;

/// <summary>The lives of all files of a branch, across renames: a fold over its events.</summary>
/// <remarks>A file that is deleted and added again at the same path goes on living. The file that is at a path after a rename is the one that came.</remarks>
internal sealed class FileLives
{
    private readonly List<FileLife> _lives = [];
    private readonly Dictionary<string, FileLife> _byPath = new(StringComparer.Ordinal);
    private readonly List<object> _changes = [];
    private RecordedCommit? _commit;

    /// <summary>Folds the events of a branch.</summary>
    public static async Task<FileLives> OfAsync(IAsyncEnumerable<RecordedEvent> events)
    {
        var lives = new FileLives();
        await foreach (var recorded in events) lives.Apply(recorded);
        lives.Complete();
        return lives;
    }

    /// <summary>The lives of the files that were ever at a path, oldest first.</summary>
    public IEnumerable<FileLife> At(string path) => _lives.Where(life => life.WasAt(path));

    private void Apply(RecordedEvent recorded)
    {
        if (recorded.Data is not CommitMade)
        {
            _changes.Add(recorded.Data);
            return;
        }

        Complete();
        _commit = RecordedCommit.Of(recorded);
    }

    /// <summary>Applies the changes of one commit as a set: all files that leave a path leave it before any arrives.</summary>
    private void Complete()
    {
        var moved = new Dictionary<string, FileLife>(StringComparer.Ordinal);
        foreach (var deleted in _changes.OfType<FileDeleted>()) Add(LifeAt(deleted.Path), deleted, deleted.Path);
        foreach (var renamed in _changes.OfType<FileRenamed>())
        {
            if (_byPath.Remove(renamed.From, out var life)) moved[renamed.From] = life;
        }

        foreach (var change in _changes)
        {
            switch (change)
            {
                case FileAdded e: Add(LifeAt(e.Path), e, e.Path); break;
                case FileChanged e: Add(LifeAt(e.Path), e, e.Path); break;
                case FileRenamed e: Add(_byPath[e.To] = moved.GetValueOrDefault(e.From) ?? Begin(), e, e.To); break;
                case FileDeleted: break;
                default: throw new InvalidOperationException($"'{change}' is no change of a file.");
            }
        }

        _changes.Clear();
    }

    private void Add(FileLife life, object what, string path) => life.Add(_commit!, what, path);

    private FileLife LifeAt(string path) => _byPath.TryGetValue(path, out var life) ? life : _byPath[path] = Begin();

    private FileLife Begin()
    {
        var life = new FileLife();
        _lives.Add(life);
        return life;
    }
}

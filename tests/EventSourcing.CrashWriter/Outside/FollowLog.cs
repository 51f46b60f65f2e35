using System.Globalization;
using System.Text;

namespace EventSourcing.CrashWriter;

/// <summary>
/// Where a follower keeps its checkpoint together with the positions that it was given up to there: a line for each reading, which is there whole or not at all. Whoever is killed
/// goes on after the last whole line.
/// </summary>
public sealed class FollowLog : IDisposable
{
    private readonly FileStream _file;

    /// <summary>Opens the log, or makes it, and cuts off what is not whole.</summary>
    public FollowLog(string path)
    {
        var (checkpoint, _, length) = Read(path);
        Checkpoint = checkpoint;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _file.SetLength(length);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Up to where the feed was read; <see langword="null"/> before its first event.</summary>
    public GlobalPosition? Checkpoint { get; private set; }

    /// <summary>Adds a reading.</summary>
    public void Add(GlobalPosition checkpoint, IEnumerable<long> given)
    {
        _file.Write(Encoding.ASCII.GetBytes($"{checkpoint} {string.Join(',', given)}\n"));
        Checkpoint = checkpoint;
    }

    /// <summary>Reads a log, also that of another process which goes on writing.</summary>
    /// <returns>The checkpoint, all positions in the order in which they were given, and how long the whole part is.</returns>
    public static (GlobalPosition? Checkpoint, List<long> Given, long Length) Read(string path)
    {
        if (!File.Exists(path)) return (null, [], 0);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.ASCII);
        var text = reader.ReadToEnd();
        var length = text.LastIndexOf('\n') + 1;
        var given = new List<long>();
        GlobalPosition? checkpoint = null;
        foreach (var line in text[..length].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            checkpoint = GlobalPosition.Parse(line[..space]);
            given.AddRange(line[(space + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => long.Parse(p, CultureInfo.InvariantCulture)));
        }

        return (checkpoint, given, length);
    }

    public void Dispose() => _file.Dispose();
}

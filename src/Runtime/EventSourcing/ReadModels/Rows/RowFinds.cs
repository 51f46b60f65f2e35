namespace EventSourcing.ReadModels;

/// <summary>What was found one by one, and whether reading ahead was of use.</summary>
internal sealed class RowFinds
{
    private const int MostKept = 64;

    private readonly List<RowKey> _missed = [];

    /// <summary>Keys of rows that had to be read one by one; some of them, where there were many.</summary>
    public IReadOnlyList<RowKey> Missed => _missed;

    /// <summary>How many rows were read ahead.</summary>
    public int Ahead { get; private set; }

    /// <summary>How many of those were asked for.</summary>
    public int Used { get; private set; }

    public void Miss(RowKey key)
    {
        if (_missed.Count < MostKept) _missed.Add(key);
    }

    public void ReadAhead(int rows) => Ahead += rows;

    public void Use() => Used++;

    /// <summary>Forgets the keys that were missed.</summary>
    public void ClearMissed() => _missed.Clear();
}

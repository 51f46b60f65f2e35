namespace EventSourcing.ReadModels;

/// <content>What is remembered from one transaction to the next.</content>
internal sealed partial class RowTable
{
    // Ages of entries that are told apart when some are forgotten.
    private const int MostAges = 32;

    private readonly List<RowKey> _read = [];
    private int _transaction;

    /// <summary>Goes on in another transaction, after one that was committed.</summary>
    public void Begin(IRowPort next)
    {
        (_port, Finds) = (next, new RowFinds());
        _transaction++;
        foreach (var key in _read)
        {
            if (_entries.TryGetValue(key, out var entry) && !entry.IsOwn) _entries.Remove(key);
        }

        _read.Clear();
        Trim(memory!.MostRows);
    }

    // Those go first that were not asked for in the longest time. Nothing waits.
    private void Trim(int most)
    {
        if (_entries.Count <= most) return;
        _knowsAll = false;
        Span<int> ages = stackalloc int[MostAges];
        foreach (var entry in _entries.Values) ages[AgeOf(entry)]++;
        var (kept, age) = (ages[0], 0);
        while (age + 1 < MostAges && kept + ages[age + 1] <= most / 2) kept += ages[++age];
        if (kept > most)
        {
            _entries.Clear();
            return;
        }

        foreach (var (key, entry) in _entries)
        {
            if (AgeOf(entry) > age) _entries.Remove(key);
        }
    }

    private int AgeOf(in Entry entry) => Math.Min(_transaction - entry.UsedIn, MostAges - 1);

    private void Use(RowKey key, in Entry entry)
    {
        if (entry.IsAhead) Finds.Use();
        else if (entry.UsedIn == _transaction) return;
        _entries[key] = entry with { IsAhead = false, UsedIn = _transaction };
    }

    // What others may write is known only as long as the transaction lasts.
    private void Note(RowKey key)
    {
        if (memory?.OwnRowsOnly == true) _read.Add(key);
    }

    private ReadModelValue[] Changed(ReadModelValue[] before, RowChange change)
    {
        var row = (ReadModelValue[])before.Clone();
        for (var i = 0; i < change.Ordinals.Count; i++) row[change.Ordinals[i]] = change.Values[i];
        if (Version >= 0) SetVersion(row, before[Version].AsInt64() + 1);
        return row;
    }
}

namespace EventSourcing.PostgreSql;

/// <summary>Events of an import that are committed together, in the order of the source.</summary>
internal sealed class ImportBatch
{
    // A transaction of large events ends here, so that memory stays bounded whatever the events are.
    private const long MostBytes = 16 << 20;

    private readonly HashSet<Guid> _ids = [];
    private readonly int _size;
    private long _bytes;

    public ImportBatch(int size) => _size = size;

    public List<ImportRow> Rows { get; private set; } = [];

    /// <summary>How many were taken out, since the store has them.</summary>
    public int Skipped { get; private set; }

    public bool IsFull => Rows.Count >= _size || _bytes >= MostBytes;

    public void Add(ImportRow row)
    {
        if (!_ids.Add(row.EventId)) throw new DuplicateEventException(row.EventId, row.Stream, storedIn: null, storedVersion: 0);
        Rows.Add(row);
        _bytes += row.Payload.Length + (row.Details?.Length ?? 0);
    }

    /// <summary>Takes events out that the store has.</summary>
    public void Remove(HashSet<Guid> ids)
    {
        var before = Rows.Count;
        Rows = [.. Rows.Where(r => !ids.Contains(r.EventId))];
        Skipped += before - Rows.Count;
    }

    /// <summary>The streams of the batch in the order in which every writer claims them, with the number of events and the tenant of the first.</summary>
    public List<(StreamId Stream, int Count, string? Tenant)> Streams() =>
    [
        .. Rows.GroupBy(r => r.Stream)
            .Select(g => (Stream: g.Key, Count: g.Count(), g.First().Metadata.Tenant))
            .OrderBy(s => s.Stream.Category, StringComparer.Ordinal)
            .ThenBy(s => s.Stream.Key, StringComparer.Ordinal),
    ];
}

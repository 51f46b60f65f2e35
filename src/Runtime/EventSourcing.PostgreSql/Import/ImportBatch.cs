namespace EventSourcing.PostgreSql;

/// <summary>Events of an import that are committed together, in the order of the source.</summary>
internal sealed class ImportBatch
{
    // A transaction of large events ends here, so that memory stays bounded whatever the events are.
    private const long MostBytes = 16 << 20;

    private readonly HashSet<Guid> _ids;
    private readonly int _size;
    private long _bytes;

    public ImportBatch(int size)
    {
        _size = size;
        _ids = new HashSet<Guid>(Math.Min(size, 1 << 14));
    }

    public List<ImportRow> Rows { get; private set; } = [];

    /// <summary>How many were taken out, since the store has them.</summary>
    public int Skipped { get; private set; }

    /// <summary>Whether any event has tags.</summary>
    public bool HasTags { get; private set; }

    public bool IsFull => Rows.Count >= _size || _bytes >= MostBytes;

    public void Add(ImportRow row)
    {
        if (!_ids.Add(row.EventId)) throw new DuplicateEventException(row.EventId, row.Stream, storedIn: null, storedVersion: 0);
        Rows.Add(row);
        HasTags |= row.Metadata.Tags.Count > 0;
        _bytes += row.Payload.Length + (row.Details?.Length ?? 0);
    }

    /// <summary>Takes events out that the store has.</summary>
    public void Remove(HashSet<Guid> ids)
    {
        var before = Rows.Count;
        Rows = [.. Rows.Where(r => !ids.Contains(r.EventId))];
        Skipped += before - Rows.Count;
    }

    /// <summary>The streams of the batch in the order in which every writer claims them. Each row knows its own from then on.</summary>
    public List<ImportStream> Streams()
    {
        var streams = new Dictionary<StreamId, ImportStream>();
        ImportStream? stream = null;
        foreach (var row in Rows)
        {
            // Mostly one stream comes after the other.
            if (stream is null || stream.Id != row.Stream)
            {
                if (!streams.TryGetValue(row.Stream, out stream)) streams.Add(row.Stream, stream = new ImportStream(row.Stream, row.Metadata.Tenant));
            }

            stream.Count++;
            row.Claim = stream;
        }

        return [.. streams.Values.OrderBy(s => s.Id.Category, StringComparer.Ordinal).ThenBy(s => s.Id.Key, StringComparer.Ordinal)];
    }
}

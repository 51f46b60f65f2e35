namespace EventSourcing.PostgreSql;

/// <summary>A stream of a batch: what the batch adds to it, and where it goes on.</summary>
/// <param name="id">The stream.</param>
/// <param name="tenant">The tenant of its first event in the batch.</param>
internal sealed class ImportStream(StreamId id, string? tenant)
{
    public StreamId Id => id;

    public string? Tenant => tenant;

    /// <summary>How many events of the batch are its own.</summary>
    public int Count { get; set; }

    /// <summary>Its number, once it is claimed.</summary>
    public long Number { get; set; }

    /// <summary>The version of its next event, once it is claimed.</summary>
    public long Next { get; set; }

    /// <summary>The version of its next event, which is this one.</summary>
    /// <exception cref="PostgreSqlImportException">The source gives the event another version.</exception>
    public long Take(ImportRow row)
    {
        var version = Next++;
        if (row.SourceVersion is { } given && given != version)
        {
            throw row.Fault(
                version == 1 ? "its stream has no events yet, and begins with version 1. Import the stream from its beginning."
                : given < version ? $"its stream has version {version - 1} already. Leave out what the store has, or set PostgreSqlImportOptions.SkipExisting where the event ids are the same."
                : $"version {version} of its stream has to come first. Import the events of a stream in their order, without gaps.");
        }

        return version;
    }
}

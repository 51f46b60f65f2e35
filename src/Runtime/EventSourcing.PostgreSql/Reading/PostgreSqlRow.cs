namespace EventSourcing.PostgreSql;

/// <summary>The values of a row of events. Its texts are bytes in the <see cref="PostgreSqlRowBuffer"/> that has read it.</summary>
/// <param name="Position">The place in the feed.</param>
/// <param name="Stream">The number of the stream.</param>
/// <param name="Version">The place in the stream.</param>
/// <param name="Type">The number of the event type.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="OccurredAt">When it occurred.</param>
/// <param name="EventId">Its id.</param>
/// <param name="Tenant">Its tenant.</param>
/// <param name="Texts">Where its texts begin in the buffer: first the details, then the payload.</param>
/// <param name="DetailsLength">How many bytes the details have; 0 for none.</param>
/// <param name="PayloadLength">How many bytes the payload has.</param>
internal readonly record struct PostgreSqlRow(
    long Position,
    long Stream,
    long Version,
    int Type,
    DateTimeOffset RecordedAt,
    DateTimeOffset OccurredAt,
    Guid EventId,
    string? Tenant,
    int Texts,
    int DetailsLength,
    int PayloadLength);

namespace EventSourcing.PostgreSql.Tests.Projections;

/// <summary>How many bookings a stream has, and what the last one says.</summary>
internal sealed record BookingRow(string Key, int Count, string? Last)
{
    private static readonly ReadModelColumn<BookingRow, string> KeyColumn = new("key", ReadModelTypes.Text, static r => r.Key);
    private static readonly ReadModelColumn<BookingRow, int> CountColumn = new("count", ReadModelTypes.Int32, static r => r.Count);
    private static readonly ReadModelColumn<BookingRow, string?> LastColumn = new("last", ReadModelTypes.OrNull(ReadModelTypes.Text), static r => r.Last);

    public static readonly ReadModelMapping<BookingRow> Mapping = new(
        "booking_rows",
        ReadModelKey.Of(KeyColumn),
        [KeyColumn, CountColumn, LastColumn],
        static v => new BookingRow(KeyColumn.Load(v[0]), CountColumn.Load(v[1]), LastColumn.Load(v[2])));

    /// <summary>The same without a column.</summary>
    public static readonly ReadModelMapping<BookingRow> Slim = new(
        "booking_rows",
        ReadModelKey.Of(KeyColumn),
        [KeyColumn, CountColumn],
        static v => new BookingRow(KeyColumn.Load(v[0]), CountColumn.Load(v[1]), null));
}

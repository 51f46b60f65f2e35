using EventSourcing.PostgreSql.Tests.Appending;

namespace EventSourcing.PostgreSql.Tests.Projections;

/// <summary>Counts bookings, each as many times as its version says.</summary>
internal sealed class BookingCounts(IReadModel<BookingRow> rows, int version) : IProjection
{
    public static ProjectionDescriptor<BookingCounts> Descriptor(int version, ReadModelMapping<BookingRow>? mapping = null) =>
        new("booking-counts", version, [typeof(Booked)], [mapping ?? BookingRow.Mapping], d => new BookingCounts(d.ReadModel(mapping ?? BookingRow.Mapping), version));

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var row = await rows.FindAsync(context.Stream.Key, cancellationToken) ?? new BookingRow(context.Stream.Key, 0, null);
        await rows.UpsertAsync(row with { Count = row.Count + version, Last = ((Booked)context.Event.Data).Text }, cancellationToken);
    }
}

using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

/// <summary>A projection that counts notes by their text, in rows that it reads and writes back: what two at once would do to each other would be missing in the end.</summary>
internal sealed class Tally(IReadModel<TallyRow> rows) : IProjection
{
    public static readonly ProjectionDescriptor<Tally> Descriptor = new("tally", 1, [typeof(NoteTaken)], [TallyRow.Mapping], dependencies => new Tally(dependencies.ReadModel(TallyRow.Mapping)));

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var text = ((NoteTaken)context.Event.Data).Text;
        var row = await rows.FindAsync(text, cancellationToken).ConfigureAwait(false) ?? new TallyRow(text, 0);
        await rows.UpsertAsync(row with { Count = row.Count + 1 }, cancellationToken).ConfigureAwait(false);
        if (text == Mirror.Unreadable) throw new FormatException("It cannot be read.");
    }
}

namespace EventSourcing.Subscriptions.Tests;

/// <summary>A projection as the source generator completes it, by hand.</summary>
internal sealed class Sums(IReadModel<Sum> rows, Action<int>? probe, int version) : IProjection<Sums>
{
    public static ProjectionDescriptor<Sums> Descriptor { get; } = OfVersion(1);

    /// <summary>A version, whose totals are so many times what those of the first one are.</summary>
    public static ProjectionDescriptor<Sums> OfVersion(int version) =>
        new("sums", version, [typeof(Moved)], [Sum.Mapping], d => new Sums(d.ReadModel(Sum.Mapping), d.OptionalService<Action<int>>(), version));

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        if (context.Event.Data is not Moved moved) return;
        var row = await rows.FindAsync(context.Stream.Key, cancellationToken) ?? new Sum(context.Stream.Key, 0, 0);
        await rows.UpsertAsync(row with { Total = row.Total + (moved.Value * version), Count = row.Count + 1 }, cancellationToken);
        probe?.Invoke(moved.Value);
    }
}

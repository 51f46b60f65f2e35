namespace EventSourcing.Subscriptions.Tests;

/// <summary>A projection that finds a row for some events, and writes none.</summary>
internal sealed class Finder(IReadModel<Sum> rows, Func<RecordedEvent, string?> keyOf) : IProjection
{
    /// <summary>Describes one with a table of its own.</summary>
    /// <param name="name">Its name, and the end of the table's.</param>
    /// <param name="keyOf">By which key it finds a row for an event; <see langword="null"/> for none.</param>
    /// <param name="partitionKey">The key by which events are dealt out.</param>
    public static ProjectionDescriptor<Finder> Descriptor(string name, Func<RecordedEvent, string?> keyOf, Func<RecordedEvent, string?>? partitionKey = null)
    {
        var mapping = Sum.Mapping.WithTable($"finder_{name}");
        return new ProjectionDescriptor<Finder>($"finder-{name}", 1, [typeof(Moved)], [mapping], d => new Finder(d.ReadModel(mapping), keyOf)) { Key = partitionKey };
    }

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        if (keyOf(context.Event) is { } key) await rows.FindAsync(key, cancellationToken);
    }
}

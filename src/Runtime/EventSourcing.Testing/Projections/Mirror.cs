using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

/// <summary>
/// A projection whose rows are events: for each note it appends another one to a stream of its own, in the transaction at hand. So what it has derived can be looked at on every store, and in its order.
/// </summary>
internal sealed class Mirror(string name, List<RecordedEvent>? seen) : IProjection
{
    /// <summary>The text of a note that no mirror can handle.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The stream of a mirror.</summary>
    public static StreamId StreamOf(string name = "mirror") => new("mirror", name);

    /// <summary>Describes a mirror. Where the program has a list of events as a service, it notes there what it is given.</summary>
    public static ProjectionDescriptor Descriptor(string name = "mirror", int version = 1) =>
        new ProjectionDescriptor<Mirror>(name, version, [typeof(NoteTaken)], [], dependencies => new Mirror(name, dependencies.OptionalService<List<RecordedEvent>>()));

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var note = (NoteTaken)context.Event.Data;
        seen?.Add(context.Event);
        await context.Transaction.AppendAsync(StreamOf(name), ExpectedVersion.Any, [new NewEvent(new NoteCorrected($"{context.Stream.Key}@{context.Version} {note.Text}"))], cancellationToken).ConfigureAwait(false);
        if (note.Text == Unreadable) throw new FormatException("It cannot be read.");
    }
}

using EventSourcing.Testing.ReadModels;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

/// <summary>A projection with two tables: an item for each stream of notes, and a line for each note. What it derives depends on its version.</summary>
internal sealed class Ledger(IReadModel<ContractItem> items, IReadModel<ContractLine> lines, int version, List<EventContext>? seen) : IProjection
{
    /// <summary>The text of a note that no ledger can handle.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The text of a note that ledgers cannot handle from version 2 on.</summary>
    public const string Doubtful = "doubtful";

    /// <summary>The text of a note for which a ledger appends an event, unless history is handled again.</summary>
    public const string Announced = "announced";

    /// <summary>The text of a note for which a ledger appends an event at any rate.</summary>
    public const string Repeated = "repeated";

    /// <summary>Where it appends.</summary>
    public static readonly StreamId Announcements = new("announcement", "all");

    /// <summary>Describes a ledger. Where the program has a list of contexts as a service, it notes there what it is given.</summary>
    public static ProjectionDescriptor<Ledger> Descriptor(int version = 1, bool handlesRuns = false) => new(
        "ledger",
        version,
        [typeof(NoteTaken)],
        [ContractItem.Mapping, ContractLine.Mapping],
        d => new Ledger(d.ReadModel(ContractItem.Mapping), d.ReadModel(ContractLine.Mapping), version, d.OptionalService<List<EventContext>>()))
    {
        HandlesRuns = handlesRuns,
    };

    /// <summary>What an item says of a stream.</summary>
    public static ContractItem ItemOf(string key, IReadOnlyList<string> texts, int version) => new(key, texts[^1], texts.Count * 1.10m * version, texts.Count, texts.Count > 1 ? texts[^2] : null, Version: texts.Count);

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var text = ((NoteTaken)context.Event.Data).Text;
        seen?.Add(context);
        if (text == Unreadable || (text == Doubtful && version > 1)) throw new FormatException("It cannot be read.");
        if (text == Repeated || (text == Announced && !context.IsRebuild))
            await context.Transaction.AppendAsync(Announcements, ExpectedVersion.Any, [new NewEvent(new NoteCorrected(text))], cancellationToken).ConfigureAwait(false);
        var item = await items.FindAsync(context.Stream.Key, cancellationToken).ConfigureAwait(false);
        var count = (item?.Rank ?? 0) + 1;
        await items.UpsertAsync(new ContractItem(context.Stream.Key, text, count * 1.10m * version, count, item?.Name), cancellationToken).ConfigureAwait(false);
        await lines.UpsertAsync(new ContractLine(Guid.Parse(context.Stream.Key), (int)context.Version, text), cancellationToken).ConfigureAwait(false);
    }
}

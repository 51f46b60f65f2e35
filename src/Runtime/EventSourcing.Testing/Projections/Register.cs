using EventSourcing.Testing.ReadModels;
using EventSourcing.Testing.Stores;

namespace EventSourcing.Testing.Projections;

/// <summary>A projection that finds the item of each note's stream and then does to it, or to another one, what the note says.</summary>
/// <param name="items">The items.</param>
/// <param name="probe">Told of each note and of what was found for it, before anything is done.</param>
internal sealed class Register(IReadModel<ContractItem> items, Action<RecordedEvent, ContractItem?> probe) : IProjection
{
    /// <summary>What notes can say of the item of their stream.</summary>
    public static readonly IReadOnlyList<string> Texts = ["write", "update", "delete", "mark", "restore"];

    /// <summary>Describes a register that tells of what it finds.</summary>
    public static ProjectionDescriptor<Register> Descriptor(Action<RecordedEvent, ContractItem?> probe) =>
        new("register", 1, [typeof(NoteTaken)], [ContractItem.Mapping], d => new Register(d.ReadModel(ContractItem.Mapping), probe));

    /// <summary>The text of a note that writes the item of another stream.</summary>
    public static string Other(string key) => $"other {key}";

    public async ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        var (key, text) = (context.Stream.Key, ((NoteTaken)context.Event.Data).Text);
        var found = await items.FindAsync(key, cancellationToken).ConfigureAwait(false);
        probe(context.Event, found);
        switch (text)
        {
            case "write":
                await items.UpsertAsync(new ContractItem(key, text, 1m, (found?.Rank ?? 0) + 1), cancellationToken).ConfigureAwait(false);
                break;
            case "update" when found is not null:
                await items.UpdateAsync(found with { Rank = found.Rank + 100 }, cancellationToken).ConfigureAwait(false);
                break;
            case "delete":
                await items.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
                break;
            case "mark":
                await items.SoftDeleteAsync(key, cancellationToken: cancellationToken).ConfigureAwait(false);
                break;
            case "restore":
                await items.RestoreAsync(key, cancellationToken).ConfigureAwait(false);
                break;
            case ['o', 't', 'h', 'e', 'r', ' ', .. var other]:
                await items.UpsertAsync(new ContractItem(other, text, 1m, 1_000), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Does to a dictionary what a note does to the items.</summary>
    /// <returns>What is found for the note before.</returns>
    public static ContractItem? Apply(Dictionary<string, ContractItem> stored, RecordedEvent note)
    {
        var (key, text) = (note.Stream.Key, ((NoteTaken)note.Data).Text);
        var row = stored.GetValueOrDefault(key);
        var found = row is { Deleted: false } ? row : null;
        if (text == "write") Upsert(new ContractItem(key, text, 1m, (found?.Rank ?? 0) + 1));
        else if (text == "update" && found is not null) stored[key] = found with { Rank = found.Rank + 100, Version = found.Version + 1 };
        else if (text == "delete") stored.Remove(key);
        else if (text == "mark" && found is not null) stored[key] = found with { Deleted = true, Version = found.Version + 1 };
        else if (text == "restore" && row is { Deleted: true }) stored[key] = row with { Deleted = false, Version = row.Version + 1 };
        else if (text.StartsWith("other ", StringComparison.Ordinal)) Upsert(new ContractItem(text["other ".Length..], text, 1m, 1_000));
        return found;

        void Upsert(ContractItem item) => stored[item.Id] = item with { Version = (stored.GetValueOrDefault(item.Id)?.Version ?? 0) + 1 };
    }
}

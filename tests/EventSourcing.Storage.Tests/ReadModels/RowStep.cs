using CsCheck;

namespace EventSourcing.Storage.Tests;

/// <summary>Something that is done to the rows of a transaction, to a store and to a dictionary alike.</summary>
/// <param name="Kind">What.</param>
/// <param name="Rows">The rows, or those whose keys are meant.</param>
internal sealed record RowStep(RowStepKind Kind, CountedRow[] Rows)
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly Gen<CountedRow> AnyRow = Gen.Select(
        ModelFilter.Among("a", "b", "B", "ä"),
        ModelFilter.Among(0m, 1.0m, 1.00m, -2.5m),
        ModelFilter.Among(null, "", "n"),
        Gen.Int[0, 4],
        Gen.Frequency((5, Gen.Const((DateTimeOffset?)null)), (1, Gen.Const((DateTimeOffset?)Then))),
        (id, amount, note, version, deleted) => new CountedRow(id!, amount, note, version, deleted));

    public static readonly Gen<RowStep> Any = Gen.Select(Gen.Enum<RowStepKind>(), AnyRow.Array[1, 4], (kind, rows) => new RowStep(kind, rows));

    public override string ToString() => $"{Kind} {string.Join(", ", Rows.Select(r => $"{r.Id}:{r.Amount}:{r.Note ?? "null"}@{r.Version}{(r.IsLive ? "" : "†")}"))}";

    /// <summary>Does it to both, and compares what they say.</summary>
    public async Task RunAsync(IStoreTransaction transaction, IReadModel<CountedRow> rows, Dictionary<string, CountedRow> model)
    {
        var (row, stored) = (Rows[0], model.GetValueOrDefault(Rows[0].Id));
        string[] ids = [.. Rows.Select(r => r.Id)];
        switch (Kind)
        {
            case RowStepKind.Upsert:
                await rows.UpsertAsync(row);
                Upsert(model, row);
                break;
            case RowStepKind.UpsertMany:
                await rows.UpsertManyAsync(Rows);
                foreach (var each in Rows) Upsert(model, each);
                break;
            case RowStepKind.Insert:
                Same(stored is null, await SucceedsAsync<RowExistsException>(() => rows.InsertAsync(row)), "inserted");
                if (stored is null) model[row.Id] = row with { Version = 1 };
                break;
            case RowStepKind.Update when stored is not { IsLive: true }:
                Same(false, await SucceedsAsync<RowNotFoundException>(async () => await rows.UpdateAsync(row)), "updated");
                break;
            case RowStepKind.Update:
                Same(stored.Version == row.Version, await SucceedsAsync<RowVersionException>(async () => Same(row with { Version = row.Version + 1 }, await rows.UpdateAsync(row), "updated row")), "updated");
                if (stored.Version == row.Version) model[row.Id] = row with { Version = row.Version + 1 };
                break;
            case RowStepKind.Delete:
                Same(model.Remove(row.Id), await rows.DeleteAsync(row.Id), "deleted");
                break;
            case RowStepKind.DeleteMany:
                Same(ids.Count(model.Remove), await rows.DeleteManyAsync(ids), "deleted");
                break;
            case RowStepKind.SoftDelete:
                Same(stored is { IsLive: true }, await rows.SoftDeleteAsync(row.Id, Then), "marked");
                if (stored is { IsLive: true }) model[row.Id] = stored with { DeletedAt = Then, Version = stored.Version + 1 };
                break;
            case RowStepKind.Restore:
                Same(stored is { IsLive: false }, await rows.RestoreAsync(row.Id), "restored");
                if (stored is { IsLive: false }) model[row.Id] = stored with { DeletedAt = null, Version = stored.Version + 1 };
                break;
            case RowStepKind.Truncate:
                await rows.TruncateAsync();
                model.Clear();
                break;
            case RowStepKind.Find:
                Same(stored is { IsLive: true } ? stored : null, await rows.FindAsync(row.Id), "found");
                Same(stored is { IsLive: true }, await rows.ExistsAsync(row.Id), "exists");
                break;
            case RowStepKind.FindMany:
                Same(string.Join(" ", ids.Distinct().Where(id => model.TryGetValue(id, out var one) && one.IsLive).Select(id => model[id])), string.Join(" ", await rows.FindManyAsync(ids)), "found");
                break;
            case RowStepKind.Count:
                Same(model.Values.LongCount(r => r.IsLive), await rows.CountAsync(), "counted");
                Same(model.Values.Any(r => r.Note == row.Note), await rows.AnyAsync(CountedRow.NoteColumn.EqualTo(row.Note), includeDeleted: true), "any");
                break;
            case RowStepKind.Query:
                var query = new ReadModelQuery<CountedRow>().Where(CountedRow.AmountColumn.AtMost(row.Amount)).OrderBy(CountedRow.NoteColumn).OrderByDescending(CountedRow.IdColumn);
                var wanted = model.Values.Where(r => r.IsLive && r.Amount <= row.Amount).ToList();
                wanted.Sort((a, b) => ModelFilter.CompareTexts(a.Note, b.Note) is var order and not 0 ? order : ModelFilter.CompareTexts(b.Id, a.Id));
                Same(string.Join(" ", wanted), string.Join(" ", await rows.QueryAsync(query).ToListAsync()), "queried");
                break;
            case RowStepKind.Flush:
                await rows.FlushAsync();
                break;
            case RowStepKind.OwnSql:
                // From here on each write is sent at once, and nothing is remembered.
                _ = transaction.Connection;
                break;
            default:
                throw new InvalidOperationException($"There is no step {Kind}.");
        }
    }

    private static void Upsert(Dictionary<string, CountedRow> model, CountedRow row) => model[row.Id] = row with { Version = (model.GetValueOrDefault(row.Id)?.Version ?? 0) + 1 };

    private static async Task<bool> SucceedsAsync<TError>(Func<ValueTask> action)
        where TError : Exception
    {
        try
        {
            await action();
            return true;
        }
        catch (TError)
        {
            return false;
        }
    }

    private void Same<T>(T wanted, T found, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(wanted, found)) throw new InvalidOperationException($"{this}: {what}: the dictionary says {wanted}, the store {found}.");
    }
}

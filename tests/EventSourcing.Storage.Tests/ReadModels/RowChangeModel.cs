using CsCheck;
using EventSourcing.ReadModels;

namespace EventSourcing.Storage.Tests;

/// <summary>RM-1 as a property: whatever transactions do to the rows of a read model, committed or given up, a dictionary has the same rows after each step.</summary>
internal static class RowChangeModel
{
    private static readonly Gen<(RowStep[] Steps, bool Commits)> Transactions = Gen.Select(RowStep.Any.Array[1, 12], Gen.Frequency((3, Gen.Const(true)), (1, Gen.Const(false))));

    /// <summary>Runs the property.</summary>
    /// <param name="store">A store. Its rows of the model are deleted again and again.</param>
    /// <param name="iterations">How often.</param>
    /// <param name="remembers">Whether each transaction goes on with what the one before knows of rows, as those of a rebuild do.</param>
    public static async Task CheckAsync(ITransactionalEventStore store, int iterations, bool remembers = false)
    {
        await store.ReadModelSchema.ApplyAsync([CountedRow.Mapping]);
        await Gen.Select(Transactions.Array[1, remembers ? 8 : 4], ModelFilter.Among(0, 1, 2, 3, 1_000), Gen.Bool).SampleAsync(
            async (transactions, mostRows, ownRowsOnly) =>
            {
                var memory = remembers ? new RowMemory([CountedRow.Mapping.Table], mostRows, isWhole: true, ownRowsOnly) : null;
                var model = new Dictionary<string, CountedRow>();
                var outside = store.ReadModel(CountedRow.Mapping);
                await outside.TruncateAsync();
                foreach (var (steps, commits) in transactions)
                {
                    var next = new Dictionary<string, CountedRow>(model);
                    await using (var transaction = await store.BeginTransactionAsync())
                    {
                        if (memory is not null) ReadAhead.Remember(transaction, memory);
                        var rows = transaction.ReadModel(CountedRow.Mapping);
                        foreach (var step in steps) await step.RunAsync(transaction, rows, next);
                        if (commits) await transaction.CommitAsync();
                    }

                    if (commits) model = next;
                    var stored = await outside.QueryAsync(new ReadModelQuery<CountedRow>().IncludeDeleted()).ToListAsync();
                    var wanted = model.Values.OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
                    if (!wanted.SequenceEqual(stored)) throw new InvalidOperationException($"after the transaction{Environment.NewLine}  dictionary: {string.Join(" ", wanted)}{Environment.NewLine}  store: {string.Join(" ", stored)}");
                }
            },
            iter: iterations,
            threads: 1,
            print: scene => $"at most {scene.Item2}, {(scene.Item3 ? "own rows only" : "all rows")}" + Environment.NewLine + string.Join(Environment.NewLine, scene.Item1.Select(t => $"{(t.Commits ? "commit" : "undo")}: {string.Join("; ", t.Steps.AsEnumerable())}")));
    }
}

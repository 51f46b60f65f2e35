using EventSourcing.ReadModels;

namespace EventSourcing.Projections;

/// <summary>Compares the rows of two tables of one form, both in the order of their keys.</summary>
internal sealed class TableComparison(IReadModelTables tables, ReadModelMapping expected, ReadModelMapping actual, int mostDifferences, List<RowDifference> differences)
{
    private const int PageSize = 1_000;

    /// <summary>How many rows there are in either table.</summary>
    public long Rows { get; private set; }

    /// <summary>How many differences were found, those that are not reported included.</summary>
    public long Count { get; private set; }

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var wanted = ReadAsync(expected, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var w = wanted.ConfigureAwait(false);
        var found = ReadAsync(actual, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var f = found.ConfigureAwait(false);
        var (hasWanted, hasFound) = (await wanted.MoveNextAsync().ConfigureAwait(false), await found.MoveNextAsync().ConfigureAwait(false));
        for (; hasWanted || hasFound; Rows++)
        {
            var order = !hasWanted ? 1 : !hasFound ? -1 : CompareKeys(wanted.Current, found.Current);
            if (order < 0) Note(wanted.Current, RowDifferenceKind.Missing);
            else if (order > 0) Note(found.Current, RowDifferenceKind.Extra);
            else Compare(wanted.Current, found.Current);
            if (order <= 0) hasWanted = await wanted.MoveNextAsync().ConfigureAwait(false);
            if (order >= 0) hasFound = await found.MoveNextAsync().ConfigureAwait(false);
        }
    }

    private void Compare(ReadModelValue[] wanted, ReadModelValue[] found)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] != found[i]) Note(wanted, RowDifferenceKind.Changed, actual.Columns[i].Name, wanted[i], found[i]);
        }
    }

    private void Note(ReadModelValue[] row, RowDifferenceKind kind, string? column = null, ReadModelValue wanted = default, ReadModelValue found = default)
    {
        Count++;
        if (differences.Count >= mostDifferences) return;
        differences.Add(new RowDifference(actual.Table, actual.KeyOfRow(row).ToString(), kind, column, wanted.IsNull ? null : wanted.ToString(), found.IsNull ? null : found.ToString()));
    }

    private int CompareKeys(ReadModelValue[] left, ReadModelValue[] right)
    {
        foreach (var ordinal in actual.KeyOrdinals)
        {
            if (ReadModelValue.Compare(left[ordinal], right[ordinal]) is var order and not 0) return order;
        }

        return 0;
    }

    private async IAsyncEnumerable<ReadModelValue[]> ReadAsync(ReadModelMapping mapping, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = RowPlan.OfAll(mapping);
        while (true)
        {
            var page = await tables.ReadRowsAsync(mapping, plan.Next(PageSize), cancellationToken).ConfigureAwait(false);
            foreach (var row in page) yield return row;
            if (page.Count < PageSize) yield break;
            plan.Continue(page[^1]);
        }
    }
}

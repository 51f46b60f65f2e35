using System.Runtime.CompilerServices;

namespace EventSourcing.ReadModels;

/// <summary>Reads the rows of a query page by page, each behind the last row of the one before, so that nothing is held open while they are consumed.</summary>
internal static class RowPages
{
    private const int FirstSize = 256;
    private const int LargestSize = 4096;

    /// <summary>Reads rows.</summary>
    /// <param name="mapping">How they are stored.</param>
    /// <param name="query">What is asked for. Its faults are found before the first row.</param>
    /// <param name="next">Reads a page.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static IAsyncEnumerable<TRow> ReadAsync<TRow>(
        ReadModelMapping<TRow> mapping,
        ReadModelQuery<TRow> query,
        Func<RowQuery, CancellationToken, ValueTask<IReadOnlyList<ReadModelValue[]>>> next,
        CancellationToken cancellationToken)
        where TRow : class => ReadAsync(mapping, RowPlan.Of(mapping, query), query.Limit ?? int.MaxValue, next, cancellationToken);

    private static async IAsyncEnumerable<TRow> ReadAsync<TRow>(
        ReadModelMapping<TRow> mapping,
        RowPlan plan,
        int left,
        Func<RowQuery, CancellationToken, ValueTask<IReadOnlyList<ReadModelValue[]>>> next,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRow : class
    {
        for (var size = FirstSize; left > 0; size = Math.Min(size * 2, LargestSize))
        {
            var wanted = Math.Min(size, left);
            var page = await next(plan.Next(wanted), cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return mapping.Read(row);
            }

            if (page.Count < wanted) yield break;
            left -= page.Count;
            plan.Continue(page[^1]);
        }
    }
}

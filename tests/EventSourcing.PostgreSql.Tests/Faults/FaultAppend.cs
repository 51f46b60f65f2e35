using EventSourcing.CrashWriter;

namespace EventSourcing.PostgreSql.Tests;

/// <summary>An append that can be sent again as it was: the same events, with the same ids.</summary>
/// <param name="Batches">The names of the batches that it stores, all or none.</param>
/// <param name="SendAsync">Sends it.</param>
internal sealed record FaultAppend(IReadOnlyList<string> Batches, Func<PostgreSqlEventStore, CancellationToken, Task<IReadOnlyList<Acknowledgement>>> SendAsync)
{
    public static FaultAppend One(string batch, string stream, int size, ExpectedVersion expected)
    {
        var events = PieceWritten.BatchOf(batch, size);
        return new FaultAppend([batch], async (store, cancellationToken) => [new Acknowledgement(batch, stream, (await store.AppendAsync(FaultScene.Piece(stream), expected, events, cancellationToken)).Version, size)]);
    }

    /// <summary>To three streams at once, with tags, on a condition that nothing breaks.</summary>
    public static FaultAppend Three(string batch)
    {
        string[] batches = [.. Enumerable.Range(1, 3).Select(i => $"{batch}{MixedLoad.Share}{i}")];
        StreamAppend[] appends = [.. batches.Select((b, i) => new StreamAppend(FaultScene.Piece($"of-three-{3 - i}"), ExpectedVersion.Any, PieceWritten.BatchOf(b, i + 1, $"tag-{batch}", "tag")))];
        var condition = new AppendCondition(TagQuery.AllTags($"tag-{batch}"));
        return new FaultAppend(batches, async (store, cancellationToken) =>
        {
            var results = await store.AppendAsync(appends, condition, cancellationToken);
            return [.. results.Select((result, i) => new Acknowledgement(batches[i], result.Stream.Key, result.Version, i + 1))];
        });
    }
}

using EventSourcing;

namespace Benchmarks.PostgreSql;

/// <summary>A caller of the store that all callers share.</summary>
internal sealed class StoreAppender(PostgreSqlEventStore store, string category, string name) : IAppender
{
    private StreamId _stream = new(category, name);
    private long _version;
    private int _streams;

    public async ValueTask AppendAsync(int events, bool newStream)
    {
        if (newStream)
        {
            _stream = new StreamId(category, $"{name}-{_streams++}");
            _version = 0;
        }

        var batch = new NewEvent[events];
        for (var i = 0; i < batch.Length; i++) batch[i] = new NewEvent(TransferBooked.Sample);
        var result = await store.AppendAsync(_stream, ExpectedVersion.Exactly(_version), batch);
        _version = result.Version;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

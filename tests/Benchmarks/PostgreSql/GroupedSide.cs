using System.Threading.Channels;

namespace Benchmarks.PostgreSql;

/// <summary>Hand-written code that groups: callers share the statement and the commit of a fixed number of flushers. The limit for single events of many callers.</summary>
internal sealed class GroupedSide(string connectionString, int flushers) : HandWrittenSide(connectionString)
{
    private const int MaxGroup = 512;
    private readonly Channel<GroupedAppend> _queue = Channel.CreateUnbounded<GroupedAppend>();
    private readonly List<Task> _flushing = [];

    public override bool Does(Work work) => work is { Kind: WorkKind.Append, Size: 1, NewStreams: false };

    public override async Task OpenAsync(int callers)
    {
        await base.OpenAsync(flushers);
        for (var i = 0; i < flushers; i++)
        {
            var flusher = new GroupFlusher(await Source.OpenConnectionAsync());
            _flushing.Add(Task.Run(() => FlushAsync(flusher)));
        }
    }

    public override Task<IAppender> OpenAppenderAsync(string name) => Task.FromResult<IAppender>(new GroupedAppender(_queue.Writer, name));

    public override async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_flushing);
        await base.DisposeAsync();
    }

    private async Task FlushAsync(GroupFlusher flusher)
    {
        await using (flusher)
        {
            var group = new List<GroupedAppend>(MaxGroup);
            while (await _queue.Reader.WaitToReadAsync())
            {
                group.Clear();
                while (group.Count < MaxGroup && _queue.Reader.TryRead(out var next)) group.Add(next);
                if (group.Count > 0) await flusher.FlushAsync(group);
            }
        }
    }
}

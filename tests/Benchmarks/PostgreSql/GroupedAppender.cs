using System.Threading.Channels;

namespace Benchmarks.PostgreSql;

/// <summary>A caller whose appends are grouped with those of others.</summary>
internal sealed class GroupedAppender(ChannelWriter<GroupedAppend> queue, string stream) : IAppender
{
    private long _version;

    public async ValueTask AppendAsync(int events, bool newStream)
    {
        var append = new GroupedAppend(stream, _version, BenchJson.Write(TransferBooked.Sample));
        await queue.WriteAsync(append);
        await append.Done;
        _version++;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

namespace Benchmarks.PostgreSql;

/// <summary>An append that waits for a flusher.</summary>
internal sealed class GroupedAppend(string stream, long expected, byte[] payload)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Stream => stream;

    public long Expected => expected;

    public byte[] Payload => payload;

    public Guid Id { get; } = Guid.CreateVersion7();

    public DateTime At { get; } = DateTime.UtcNow;

    public Task Done => _done.Task;

    public void Succeed() => _done.SetResult();

    public void Fail(Exception error) => _done.SetException(error);
}

using System.Collections.Concurrent;
using EventSourcing.CrashWriter;

namespace EventSourcing.PostgreSql.Tests.Outside;

/// <summary>A process of the hammer, and what it has said so far.</summary>
internal sealed class OutsideWorker : IDisposable
{
    private readonly WriterProcess _process;
    private readonly ConcurrentQueue<string> _said = [];
    private readonly Task _listening;

    public OutsideWorker(params string[] arguments)
    {
        _process = new WriterProcess(arguments);
        _listening = ListenAsync();
    }

    /// <summary>The lines that are whole.</summary>
    public IReadOnlyCollection<string> Said => _said;

    /// <summary>Ends it at once, and takes what it has said before.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _listening;
    }

    /// <summary>Tells it to end.</summary>
    public Task TellAsync() => _process.GoAsync();

    /// <summary>Waits for the end of one that was told so.</summary>
    /// <returns>What is wrong with how it has ended; <see langword="null"/> if nothing is.</returns>
    public async Task<string?> EndAsync()
    {
        await _listening;
        try
        {
            await _process.FinishAsync();
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    public void Dispose() => _process.Dispose();

    // A killed process may leave half a line.
    private async Task ListenAsync()
    {
        while (await _process.ReadLineAsync() is { } line)
        {
            if (line.EndsWith(" whole", StringComparison.Ordinal)) _said.Enqueue(line);
        }
    }
}

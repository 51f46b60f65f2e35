using System.Collections.Concurrent;

namespace EventSourcing.PostgreSql;

/// <summary>Statements that are not in use: a flush takes one and puts it back, so that their lists need not grow anew.</summary>
internal sealed class AppendStatements<T>(Func<T> create) : IDisposable
    where T : AppendStatement
{
    // As many as flushes run at once, mostly; what comes back beyond that is let go.
    private const int MostKept = 32;

    // The last one first: it was prepared on the connection that comes first, too.
    private readonly ConcurrentStack<T> _kept = new();

    public T Take() => _kept.TryPop(out var statement) ? statement : create();

    public void PutBack(T statement)
    {
        if (_kept.Count < MostKept) _kept.Push(statement);
        else statement.Dispose();
    }

    public void Dispose()
    {
        while (_kept.TryPop(out var statement)) statement.Dispose();
    }
}

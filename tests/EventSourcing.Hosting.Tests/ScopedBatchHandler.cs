namespace EventSourcing.Hosting.Tests;

internal sealed class ScopedBatchHandler(Scope scope) : IBatchHandler
{
    public ValueTask HandleAsync(IReadOnlyList<EventContext> events, CancellationToken cancellationToken)
    {
        foreach (var context in events) scope.Handled.Add(context, scope);
        return ValueTask.CompletedTask;
    }
}

namespace EventSourcing.Hosting.Tests;

internal sealed class ScopedHandler(Scope scope) : ISubscriptionHandler
{
    public ValueTask HandleAsync(EventContext context, CancellationToken cancellationToken)
    {
        scope.Handled.Add(context, scope);
        return ValueTask.CompletedTask;
    }
}

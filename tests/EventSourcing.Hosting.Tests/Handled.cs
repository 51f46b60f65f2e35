using System.Collections.Concurrent;

namespace EventSourcing.Hosting.Tests;

/// <summary>What handlers were given, and in which scope.</summary>
internal sealed class Handled
{
    private readonly ConcurrentQueue<(string Subscription, long Version, Scope Scope)> _events = new();
    private readonly ConcurrentQueue<Scope> _scopes = new();

    public IReadOnlyCollection<Scope> Scopes => _scopes;

    public void Add(Scope scope) => _scopes.Enqueue(scope);

    public void Add(EventContext context, Scope scope) => _events.Enqueue((context.Subscription, context.Version, scope));

    public IEnumerable<(string Subscription, long Version, Scope Scope)> Of(string subscription) => _events.Where(e => e.Subscription == subscription);
}

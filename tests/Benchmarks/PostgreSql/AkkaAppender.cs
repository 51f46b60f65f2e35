using Akka.Actor;

namespace Benchmarks.PostgreSql;

/// <summary>A caller that asks its own actor, which is alive already, or a new one.</summary>
internal sealed class AkkaAppender(ActorSystem system, string name, object @event) : IAppender
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private IActorRef? _actor;
    private int _streams;

    public async Task OpenAsync()
    {
        _actor = Start(name);
        await _actor.Ask<AkkaAccount.Recovered>(AkkaAccount.AskRecovered.Instance, Limit);
    }

    public async ValueTask AppendAsync(int events, bool newStream)
    {
        if (newStream)
        {
            system.Stop(_actor);
            _actor = Start($"{name}-{_streams++}");
        }

        await _actor.Ask<AkkaAccount.Done>(new AkkaAccount.Append(@event, events), Limit);
    }

    public ValueTask DisposeAsync()
    {
        system.Stop(_actor);
        return ValueTask.CompletedTask;
    }

    private IActorRef Start(string persistenceId) => system.ActorOf(Props.Create(() => new AkkaAccount(persistenceId)));
}

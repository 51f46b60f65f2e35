using Akka.Actor;
using Akka.Persistence;
using Benchmarks.Json;

namespace Benchmarks.PostgreSql;

/// <summary>An account as a persistent actor: it recovers from its journal when it starts, appends what it is told to, and answers when that is stored.</summary>
internal sealed class AkkaAccount : UntypedPersistentActor
{
    private IActorRef? _awaitsRecovery;
    private bool _recovered;
    private int _events;
    private decimal _turnover;

    public AkkaAccount(string persistenceId) => PersistenceId = persistenceId;

    public override string PersistenceId { get; }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Append append:
                var caller = Sender;
                var missing = append.Events;
                PersistAll(
                    Enumerable.Repeat(append.Event, append.Events),
                    e =>
                    {
                        Apply(e);
                        if (--missing == 0) caller.Tell(Done.Instance);
                    });
                break;
            case AskRecovered when _recovered:
                Sender.Tell(new Recovered(_events, _turnover));
                break;
            case AskRecovered:
                _awaitsRecovery = Sender;
                break;
        }
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case TransferBooked or OrderPlaced:
                Apply(message);
                break;
            case RecoveryCompleted:
                _recovered = true;
                _awaitsRecovery?.Tell(new Recovered(_events, _turnover));
                break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => throw new InvalidOperationException($"{PersistenceId} could not store {sequenceNr}", cause);

    private void Apply(object e)
    {
        _events++;
        if (e is TransferBooked transfer) _turnover += transfer.Amount;
    }

    internal sealed record Append(object Event, int Events);

    internal sealed record Recovered(int Events, decimal Turnover);

    internal sealed class AskRecovered
    {
        public static AskRecovered Instance { get; } = new();
    }

    internal sealed class Done
    {
        public static Done Instance { get; } = new();
    }
}

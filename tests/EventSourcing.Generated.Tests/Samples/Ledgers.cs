using EventSourcing;

namespace Banking.Dispatch;

public interface ILedgerEvent;

public record EntryBooked(string Text) : ILedgerEvent;

public sealed record CorrectionBooked(string Text, int Of) : EntryBooked(Text);

public sealed record LedgerClosed : ILedgerEvent;

public sealed record LedgerAudited(string By);

public readonly record struct LedgerTouched(int Times) : ILedgerEvent;

/// <summary>Mutable style: base types, interfaces, structs, metadata, handlers in two parts.</summary>
public sealed partial class Ledger : AggregateRoot<string>
{
    private readonly List<string> _log = [];

    private Ledger()
    {
    }

    public IReadOnlyList<string> Log => _log;

    public void Do(object @event) => Raise(@event);

    [Handles]
    private void OnAny(ILedgerEvent e) => _log.Add("any " + e.GetType().Name);

    [Handles]
    private void On(EntryBooked e) => _log.Add("entry " + e.Text);
}

public sealed partial class Ledger
{
    [Handles]
    private void Correct(CorrectionBooked e, EventMetadata metadata) => _log.Add($"correction {e.Text} by {metadata.Actor}");
}

[Aggregate("tolerant", UnhandledEvents = UnhandledEvents.Ignore)]
public sealed partial class TolerantLedger : AggregateRoot<long>
{
    public int Entries { get; private set; }

    public void Do(object @event) => Raise(@event);

    [Handles]
    private void On(EntryBooked e) => Entries++;
}

public abstract partial class AuditedLedger<TId> : AggregateRoot<TId>
    where TId : notnull, IParsable<TId>
{
    public string? AuditedBy { get; private set; }

    public int Any { get; protected set; }

    public void Do(object @event) => Raise(@event);

    [Handles]
    private void On(LedgerAudited e) => AuditedBy = e.By;

    [Handles]
    private void On(CorrectionBooked e) => AuditedBy = "correction " + e.Text;
}

/// <summary>Derives from an aggregate with private handlers of its own.</summary>
public sealed partial class SpecialLedger : AuditedLedger<Guid>
{
    public string? Last { get; private set; }

    [Handles]
    private void On(EntryBooked e) => Last = e.Text;

    [Handles]
    private void On(ILedgerEvent e) => Any++;
}

public partial record struct Outer<T>
{
    internal partial interface IMiddle
    {
        internal sealed partial class @class : AggregateRoot<Guid>
        {
            public T? Value { get; private set; }

            public int Count { get; private set; }

            public void Do(object @event) => Raise(@event);

            [Handles]
            private void @event(EntryBooked @case) => Count++;
        }
    }
}

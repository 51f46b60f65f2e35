namespace EventSourcing.Subscriptions.Tests;

/// <summary>What the relay of one key should do with what the feed has, without a store, failures and repetitions.</summary>
internal sealed class RelayModel
{
    private bool _isActive;
    private Guid? _setBy;

    public List<int> Effects { get; } = [];

    public int? Sum { get; private set; }

    /// <summary>Whether a timeout is set, and has not been handled.</summary>
    public bool IsWaiting => _setBy is not null;

    public void Handle(RecordedEvent @event)
    {
        var value = TestEvents.ValueOf(@event);
        if (@event.Stream.Category == "relay-timeouts")
        {
            // Of those that were set, the last one counts.
            if (_setBy is null || @event.Metadata.CausationId != _setBy) return;
            _setBy = null;
        }

        if (!_isActive)
        {
            if (@event.Data is not Opened) return;
            (_isActive, Sum) = (true, null);
        }

        Sum = (Sum ?? 0) + value;
        if (@event.Data is Opened) return;
        Effects.Add(value);
        if (Relay.Waits(value)) _setBy = @event.Metadata.EventId;
        if (Relay.Ends(value)) (_isActive, _setBy) = (false, null);
    }
}

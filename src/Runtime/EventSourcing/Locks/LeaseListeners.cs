namespace EventSourcing.Storage;

/// <summary>Who listens for leases that are given back, within a process.</summary>
internal sealed class LeaseListeners
{
    private readonly Lock _gate = new();
    private Listener[] _listeners = [];

    public IDisposable Add(Action onAnnounced)
    {
        ArgumentNullException.ThrowIfNull(onAnnounced);
        var listener = new Listener(this, onAnnounced);
        lock (_gate) _listeners = [.. _listeners, listener];
        return listener;
    }

    public void Tell()
    {
        Listener[] listeners;
        lock (_gate) listeners = _listeners;
        foreach (var listener in listeners) listener.Tell();
    }

    private void Remove(Listener listener)
    {
        lock (_gate) _listeners = Array.FindAll(_listeners, l => l != listener);
    }

    private sealed class Listener(LeaseListeners listeners, Action onAnnounced) : IDisposable
    {
        public void Tell() => onAnnounced();

        public void Dispose() => listeners.Remove(this);
    }
}

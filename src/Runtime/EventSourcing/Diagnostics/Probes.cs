namespace EventSourcing.Diagnostics;

/// <summary>The probes of a kind of whatever lives in the process. None of them is kept alive by being here.</summary>
internal sealed class Probes<TAnswer>
{
    private readonly Lock _gate = new();
    private readonly List<WeakReference<Probe<TAnswer>>> _probes = [];

    public void Add(Probe<TAnswer> probe)
    {
        lock (_gate)
        {
            _probes.RemoveAll(static known => !known.TryGetTarget(out _));
            _probes.Add(new WeakReference<Probe<TAnswer>>(probe));
        }
    }

    /// <summary>What they know, while they ask for the next time.</summary>
    public IEnumerable<TAnswer> Last()
    {
        List<Probe<TAnswer>> probes = [];
        lock (_gate)
        {
            foreach (var known in _probes)
            {
                if (known.TryGetTarget(out var probe)) probes.Add(probe);
            }
        }

        return probes.SelectMany(static probe => probe.Last());
    }
}

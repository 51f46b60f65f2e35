using EventSourcing.ReadModels;

namespace EventSourcing.Processes;

/// <summary>Reads what the store knows of the instances that the events of a delivery belong to, and what they remember.</summary>
internal sealed class ProcessReadAhead(ProcessIdentity identity, ProcessManager manager, RowSession session, RecordedEvent[] events) : IReadAhead
{
    public bool IsDue(int next) => next == 0;

    public async ValueTask ReadAsync(int next, CancellationToken cancellationToken)
    {
        string[] keys = [.. events[next..].Select(identity.KeyOf).Distinct()];
        var instances = ProcessInstanceMapping.Instance;
        await session.TableOf(instances).ReadAheadAsync([.. keys.Select(key => instances.KeyOf((identity.Name, key)))], cancellationToken).ConfigureAwait(false);
        await manager.ReadAheadAsync(session, keys, cancellationToken).ConfigureAwait(false);
    }
}

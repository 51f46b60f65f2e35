namespace EventSourcing.Processes;

/// <summary>What tells the instances of a process, and the events of its timeouts, from others.</summary>
internal sealed class ProcessIdentity(string name, Func<RecordedEvent, string?>? key)
{
    /// <summary>The header that names the timeout whose event it is.</summary>
    public const string TimeoutHeader = "process-timeout";

    private readonly string _timeouts = CategoryOf(name);

    public string Name => name;

    /// <summary>The category of the streams of a process's timeouts.</summary>
    public static string CategoryOf(string process) => process.Replace('/', '-') + "-timeouts";

    public StreamId TimeoutsOf(string key) => new(_timeouts, key);

    /// <summary>The name of the timeout whose event it is; <see langword="null"/> for all other events.</summary>
    public string? TimeoutOf(RecordedEvent @event) => @event.Stream.Category == _timeouts ? @event.Metadata.Headers.GetValueOrDefault(TimeoutHeader) : null;

    /// <summary>The instance to which an event belongs.</summary>
    public string KeyOf(RecordedEvent @event) => (@event.Stream.Category == _timeouts ? null : key?.Invoke(@event)) ?? @event.Stream.Key;
}

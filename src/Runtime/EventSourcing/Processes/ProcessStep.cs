namespace EventSourcing.Processes;

/// <summary>What a handler of a process asks for while it handles one event.</summary>
internal sealed class ProcessStep(ProcessRun run, ProcessInstance instance, EventContext context)
{
    public ProcessRun Run => run;

    /// <summary>The instance as it was before the event.</summary>
    public ProcessInstance Instance => instance;

    public EventContext Context => context;

    /// <summary>The timeouts that are set (or, without a value, cancelled), by their names: of several calls the last one counts.</summary>
    public Dictionary<string, (DateTimeOffset DueAt, object Event)?> Timeouts { get; } = new(StringComparer.Ordinal);

    public bool IsCompleted { get; set; }
}

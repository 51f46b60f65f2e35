namespace EventSourcing;

/// <summary>In which order a stream is read.</summary>
public enum ReadDirection
{
    /// <summary>From the first event on.</summary>
    Forwards,

    /// <summary>From the last event back.</summary>
    Backwards,
}

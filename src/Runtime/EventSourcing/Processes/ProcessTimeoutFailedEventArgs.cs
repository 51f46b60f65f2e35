namespace EventSourcing;

/// <summary>A timeout that was due, and whose event could not be appended. It is tried again.</summary>
/// <param name="timeout">The timeout; its <see cref="ProcessTimeout.Error"/> says why.</param>
/// <param name="error">The error.</param>
public sealed class ProcessTimeoutFailedEventArgs(ProcessTimeout timeout, Exception error) : EventArgs
{
    /// <summary>The timeout; its <see cref="ProcessTimeout.Error"/> says why.</summary>
    public ProcessTimeout Timeout => timeout;

    /// <summary>The error.</summary>
    public Exception Error => error;

    /// <inheritdoc/>
    public override string ToString() => $"{timeout.Process}/{timeout.Key} '{timeout.Name}': {error.Message}";
}

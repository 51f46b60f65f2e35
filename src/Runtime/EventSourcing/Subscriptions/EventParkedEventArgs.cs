namespace EventSourcing;

/// <summary>An event that a subscription has parked: its dead letter is stored.</summary>
/// <param name="letter">The dead letter.</param>
/// <param name="partition">The partition in which it is handled, from 0.</param>
/// <param name="error">The error of the last attempt; <see langword="null"/> for an event that was not tried, since an earlier one of its key is parked.</param>
public sealed class EventParkedEventArgs(DeadLetter letter, int partition, Exception? error) : EventArgs
{
    /// <summary>The dead letter.</summary>
    public DeadLetter Letter => letter;

    /// <summary>The partition in which it is handled, from 0.</summary>
    public int Partition => partition;

    /// <summary>The error of the last attempt; <see langword="null"/> for an event that was not tried, since an earlier one of its key is parked.</summary>
    public Exception? Error => error;

    /// <inheritdoc/>
    public override string ToString() => $"{letter.Subscription}: '{letter.EventName}' at version {letter.Version} of '{letter.Stream}'{(error is null ? ", behind another one" : $", {error.GetType()}")}";
}

namespace EventSourcing;

/// <summary>A change of what a subscription is doing.</summary>
/// <param name="name">The subscription's name.</param>
/// <param name="previous">What it did before.</param>
/// <param name="current">What it does now.</param>
/// <param name="fault">The error that ended it, or opened its circuit; <see langword="null"/> otherwise.</param>
public sealed class SubscriptionStateChangedEventArgs(string name, SubscriptionState previous, SubscriptionState current, Exception? fault) : EventArgs
{
    /// <summary>The subscription's name.</summary>
    public string Name => name;

    /// <summary>What it did before.</summary>
    public SubscriptionState Previous => previous;

    /// <summary>What it does now.</summary>
    public SubscriptionState Current => current;

    /// <summary>The error that ended it, or opened its circuit; <see langword="null"/> otherwise.</summary>
    public Exception? Fault => fault;

    /// <inheritdoc/>
    public override string ToString() => $"{name}: {previous} → {current}";
}

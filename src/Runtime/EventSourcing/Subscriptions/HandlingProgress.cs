namespace EventSourcing.Subscriptions;

/// <summary>Which of several units is being handled.</summary>
internal sealed class HandlingProgress
{
    /// <summary>None in particular.</summary>
    public const int Unknown = -1;

    public int Index { get; set; } = Unknown;
}

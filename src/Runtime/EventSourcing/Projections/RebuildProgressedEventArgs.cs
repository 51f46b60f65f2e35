namespace EventSourcing;

/// <summary>A rebuild has come further.</summary>
/// <param name="projection">What is rebuilt.</param>
/// <param name="progress">How far it has come.</param>
public sealed class RebuildProgressedEventArgs(ProjectionDescriptor projection, RebuildProgress progress) : EventArgs
{
    /// <summary>What is rebuilt.</summary>
    public ProjectionDescriptor Projection => projection;

    /// <summary>How far it has come.</summary>
    public RebuildProgress Progress => progress;
}

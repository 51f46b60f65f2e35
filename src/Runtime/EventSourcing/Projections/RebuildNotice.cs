namespace EventSourcing.Projections;

/// <summary>Tells the progress of a rebuild to whoever has asked for it, and to those who listen to the rebuilder.</summary>
internal sealed class RebuildNotice(IProgress<RebuildProgress>? asked, Action<RebuildProgress> listeners) : IProgress<RebuildProgress>
{
    public void Report(RebuildProgress value)
    {
        asked?.Report(value);
        listeners(value);
    }
}

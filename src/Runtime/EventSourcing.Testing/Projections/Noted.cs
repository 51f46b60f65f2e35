namespace EventSourcing.Testing.Projections;

/// <summary>Does something at once with what is reported.</summary>
internal sealed class Noted(Action<RebuildProgress> report) : IProgress<RebuildProgress>
{
    public void Report(RebuildProgress value) => report(value);
}

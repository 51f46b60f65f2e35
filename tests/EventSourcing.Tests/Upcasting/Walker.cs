namespace EventSourcing.Tests.Upcasting;

/// <summary>Takes note of every event that reaches it.</summary>
[Aggregate("way")]
internal sealed partial class Walker : AggregateRoot<string>
{
    private readonly List<string> _ways = [];

    public IReadOnlyList<string> Ways => _ways.AsReadOnly();

#pragma warning disable ESG0605 // The catalogs of these tests are put together by hand.
    public void Walk(string way) => Raise(new Way5(way));
#pragma warning restore ESG0605

    [Handles]
    private void On(IWay e) => _ways.Add(e.Way);
}

namespace EventSourcing.Generators.Tests;

/// <summary>The same project gives the same bytes, whatever the order of the compiler's inputs and however often the generator is made.</summary>
public class DeterminismTests
{
    private static readonly string[] InParts =
    [
        .. Sources.Representative,
        "namespace Shop.Orders; public sealed partial class StockItem { [Handles] private static Stock On(Stock s, LostSeen e) => s; } internal sealed record LostSeen(int A);",
        "namespace Shop.Orders; public sealed partial class StockItem { [Handles] private static Stock On(Stock s, FoundSeen e) => s; } internal sealed record FoundSeen(int A);",
    ];

    [Test]
    public void Shuffled_files_give_the_same_bytes()
    {
        var first = new TestProject("Shop", InParts).Run().Sources;
        Assert.That(new TestProject("Shop", InParts) { IsShuffled = true }.Run().Sources, Is.EqualTo(first));
    }

    [Test]
    public void A_second_generator_gives_the_same_bytes()
    {
        var first = new TestProject("Shop", InParts).Run().Sources;
        Assert.That(new TestProject("Shop", InParts).Run().Sources, Is.EqualTo(first));
    }

    [Test]
    public void Lines_end_alike_on_every_system() =>
        Assert.That(new TestProject("Shop", InParts).Run().Sources.Values, Has.None.Contains("\r"));
}

namespace EventSourcing.Packaging.Tests;

/// <summary>A database that the first version of a program wrote is read by its third version, which knows nothing but the packages.</summary>
public sealed class EvolutionTests
{
    private const string Expected = """
        version 7: opened by Ada on the web; 2 pieces of tea; to Elm Street, Springfield; note: ring twice; paid 12.5; shipped then
        version 2: opened by Ada on the web; 2 pieces of tea
        version 2: opened by Ada on the web; 2 pieces of tea
        version 6: opened by Ada on the web; 2 pieces of tea; to Elm Street, Springfield; note: ring twice; paid 12.5; shipped then
        saved as version 8
        feed: 1@1 OrderOpened, 1@2 ItemAdded, 1@3 AddressChanged, 1@4 NoteTaken, 1@6#1 OrderPaid, 1@6#2 OrderShipped, 2@1 OrderOpened, 2@2 ItemAdded, 1@8 ItemAdded
        item-added: 1@2 ItemAdded, 2@2 ItemAdded, 1@8 ItemAdded
        order-paid: 1@6#1 OrderPaid
        remark-made: 1@4 NoteTaken
        address-changed: 1@3 AddressChanged
        refused: OrderPaidAndShipped, append OrderPaid or OrderShipped

        """;

    [Test]
    public async Task What_the_first_version_wrote_is_read_by_the_third_on_the_jit_and_natively()
    {
        var folder = Workspace.Prepare("Evolution");
        foreach (var database in new[] { "jit.db", "native.db" })
        {
            var first = await Dotnet.RunAsync(folder, "run", "--project", "First/Shop.First.csproj", "--", Path.Combine(folder, database));
            first.ThrowIfFailed();
            Assert.That(first.Output, Is.EqualTo("wrote 7 and 2 events\n"));
        }

        var jit = await Dotnet.RunAsync(folder, "run", "--project", "Third/Shop.Third.csproj", "--", Path.Combine(folder, "jit.db"));
        jit.ThrowIfFailed();
        Assert.That(jit.Output, Is.EqualTo(Expected));

        var publish = await Dotnet.RunAsync(Path.Combine(folder, "Third"), "publish", "Shop.Third.csproj", "-c", "Release", "-o", "native", "--nologo");
        publish.ThrowIfFailed();
        Assert.That(publish.Output, Does.Not.Contain("warning"));
        var native = await Dotnet.StartAsync(Path.Combine(folder, "Third", "native", "Shop.Third"), folder, Path.Combine(folder, "native.db"));
        native.ThrowIfFailed();
        Assert.That(native.Output, Is.EqualTo(Expected));
    }

    [Test]
    public async Task Without_its_upcasters_the_third_version_does_not_compile()
    {
        var folder = Workspace.Prepare("Evolution", "EvolutionWithout");
        var upcasters = Path.Combine(folder, "Third", "Upcasters.cs");
        var text = await File.ReadAllTextAsync(upcasters);
        await File.WriteAllTextAsync(upcasters, text.Replace("[Upcasts] internal static ItemAddedV2", "internal static ItemAddedV2", StringComparison.Ordinal));

        var build = await Dotnet.RunAsync(folder, "build", "Third/Shop.Third.csproj", "--nologo");

        Assert.That(build.ExitCode, Is.Not.Zero);
        Assert.That(build.Output, Does.Contain("Order.cs(7,63): error ESG0506: No way leads from version 1 of 'item-added' to version 3"));
    }
}

namespace EventSourcing.Packaging.Tests;

public sealed class PackageContentTests
{
    [TestCase("EventSourcing")]
    [TestCase("EventSourcing.Sqlite")]
    [TestCase("EventSourcing.PostgreSql")]
    [TestCase("EventSourcing.Hosting")]
    public void A_package_holds_what_its_list_says(string package)
    {
        var listed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Contents", $"{package}.txt"));

        // Names that the packer makes up anew each time say nothing.
        var packed = PackageFeed.ContentsOf(package).Where(f => !f.EndsWith(".psmdcp", StringComparison.Ordinal));

        Assert.That(packed, Is.EqualTo(listed));
    }
}

namespace EventSourcing.Storage.Tests;

/// <summary>A file for each tenant.</summary>
[TestFixture]
public sealed class SqliteTenantStoresTests
{
    [Test]
    public async Task Each_tenant_has_a_file_and_a_store_of_its_own()
    {
        using var folder = new TemporaryFolder();
        await using (var stores = new SqliteTenantStores(folder.DataSource("{tenant}.db"), TestEvents.Catalog))
        {
            await stores.For("red").AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(2));
            await stores.For("blue-1").AppendAsync(TestEvents.Stream(), ExpectedVersion.NoStream, TestEvents.Many(3));
            Assert.That(await stores.For("red").ReadAllAsync().CountAsync(), Is.EqualTo(2));
            Assert.That(await stores.For("blue-1").ReadAllAsync().CountAsync(), Is.EqualTo(3));
            var red = stores.For("red");
            Assert.That(stores.For("red"), Is.SameAs(red));
        }

        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(), Is.EqualTo(new[] { "blue-1.db", "red.db" }), "both files are closed");
    }

    [TestCase("")]
    [TestCase("..")]
    [TestCase("../red")]
    [TestCase("a/b")]
    [TestCase("a\\b")]
    [TestCase("Red", Description = "the same file as red where names of files ignore case")]
    [TestCase("-red")]
    [TestCase("red;Mode=Memory")]
    [TestCase("röt")]
    [TestCase("a b")]
    [TestCase("nul")]
    [TestCase("com1")]
    [TestCase("red\0")]
    [TestCase("{tenant}")]
    public void Names_that_could_reach_another_file_are_refused(string tenant)
    {
        var stores = new SqliteTenantStores("Data Source={tenant}.db", TestEvents.Catalog);
        Assert.That(() => stores.For(tenant), Throws.ArgumentException);
        Assert.That(() => stores.For(new string('a', 65)), Throws.ArgumentException);
    }

    [TestCase("a")]
    [TestCase("0")]
    [TestCase("com")]
    [TestCase("com10")]
    [TestCase("acme_europe-2")]
    [TestCase("6f9619ff-8b86-d011-b42d-00cf4fc964ff")]
    public void Ordinary_names_are_accepted(string tenant) =>
        Assert.That(new SqliteTenantStores("Data Source={tenant}.db", TestEvents.Catalog).For(tenant), Is.Not.Null);

    [Test]
    public async Task Without_a_place_for_the_tenant_all_would_share_a_file_and_that_is_refused()
    {
        Assert.That(() => new SqliteTenantStores("Data Source=all.db", TestEvents.Catalog), Throws.ArgumentException.With.Message.Contains("{tenant}"));
        var stores = new SqliteTenantStores("Data Source={tenant}.db", TestEvents.Catalog);
        await stores.DisposeAsync();
        await stores.DisposeAsync();
        Assert.That(() => stores.For("red"), Throws.TypeOf<ObjectDisposedException>());
    }
}

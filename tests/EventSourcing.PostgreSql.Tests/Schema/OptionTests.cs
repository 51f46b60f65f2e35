namespace EventSourcing.PostgreSql.Tests.Schema;

public sealed class OptionTests
{
    [TestCase("a")]
    [TestCase("_events_2")]
    [TestCase("eventsourcing")]
    [TestCase("select")]
    public void A_name_of_lower_case_letters_digits_and_underscores_is_taken(string schema) => Assert.That(new PostgreSqlEventStoreOptions { Schema = schema }.Schema, Is.EqualTo(schema));

    [TestCase("", "is empty")]
    [TestCase("1a", "begins with a digit")]
    [TestCase("pg_events", "'pg_'")]
    [TestCase("Events", "U+0045")]
    [TestCase("a-b", "U+002D")]
    [TestCase("a\"; DROP TABLE x; --", "U+0022")]
    [TestCase("é", "U+00E9")]
    [TestCase("information_schema", "standard's own views")]
    public void Any_other_is_refused(string schema, string why) =>
        Assert.That(() => new PostgreSqlEventStoreOptions { Schema = schema }, Throws.ArgumentException.With.Message.Contains(why).And.Property("ParamName").EqualTo("Schema"));

    [Test]
    public void A_name_has_at_most_63_characters()
    {
        Assert.That(new PostgreSqlEventStoreOptions { Schema = new string('a', 63) }.Schema, Has.Length.EqualTo(63));
        Assert.That(() => new PostgreSqlEventStoreOptions { Schema = new string('a', 64) }, Throws.ArgumentException.With.Message.Contains("64 characters"));
        Assert.That(() => new PostgreSqlEventStoreOptions { Schema = null! }, Throws.ArgumentNullException);
    }

    [Test]
    public void Values_that_mean_nothing_are_refused()
    {
        foreach (var partitions in (int[])[-1, 1, 1025])
            Assert.That(() => new PostgreSqlEventStoreOptions { Partitions = partitions }, Throws.TypeOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("Partitions"));
        foreach (var partitions in (int?[])[null, 0, 2, 1024]) Assert.That(new PostgreSqlEventStoreOptions { Partitions = partitions }.Partitions, Is.EqualTo(partitions));
        Assert.That(() => new PostgreSqlEventStoreOptions { SchemaCreation = (PostgreSqlSchemaCreation)3 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PostgreSqlEventStoreOptions { PayloadType = (PostgreSqlPayloadType)2 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}

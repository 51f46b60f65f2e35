using System.Reflection;
using CsCheck;
using EventSourcing.Compiler;

namespace EventSourcing.Generators.Tests;

/// <summary>The compiler refuses the names of tables and columns that the runtime refuses, and no others.</summary>
public class TableNameTests
{
    private static readonly Type Runtime = typeof(ReadModelMapping<>).Assembly.GetType("EventSourcing.ReadModels.RowNames", throwOnError: true)!;

    private static readonly string[] Kept = [.. Constant<IEnumerable<string>>(Runtime, "Kept").Order(StringComparer.Ordinal)];

    private static readonly string[] Prefixes = Constant<string[]>(Runtime, "KeptPrefixes");

    [Test]
    public void Both_keep_the_same_names()
    {
        Assert.That(Kept, Has.Length.GreaterThan(10));
        Assert.That(Constant<IEnumerable<string>>(typeof(RowTableNames), "Kept").Order(StringComparer.Ordinal), Is.EqualTo(Kept));
        Assert.That(Constant<string[]>(typeof(RowTableNames), "KeptPrefixes"), Is.EqualTo(Prefixes));
    }

    [TestCaseSource(nameof(Borders))]
    public void Both_take_the_same_names_at_the_borders(string name) => Compare(name);

    [Test]
    public void Both_take_the_same_names()
    {
        var letters = Gen.OneOf(Gen.Char["az09_AZ-"], Gen.Char['a', 'z'], Gen.Char).Array[0, 8].Select(chars => new string(chars));
        string[] beginnings = [.. Kept, .. Prefixes, ""];
        var like = Gen.Select(Gen.Int[0, beginnings.Length - 1], letters, (i, rest) => beginnings[i] + rest);
        like.Sample(Compare, iter: 20_000);
    }

    [Test]
    public void What_a_type_is_called_becomes_a_name_that_both_take([Values("AccountBalance", "URLsOfHTTP", "Row2", "X", "Straße")] string type) => Compare(RowTableNames.From(type));

    private static IEnumerable<string> Borders() =>
    [
        .. Kept, .. Prefixes, .. Kept.Select(name => name + "_2"), .. Kept.Select(name => "my_" + name), "a", "", "_a", "1a", "a1", "a_", "A", "aB", "a b", "a-b", "a\"b", "a;b", "ä", "aé", new string('a', 63), new string('a', 64),
        "events", "event_streams", "es", "pgx", "pg", "sqlite", "a\0",
    ];

    private static void Compare(string name)
    {
        Assert.That(RowTableNames.WhyNoTable(name) is null, Is.EqualTo(IsTable(name)), $"the table '{name}'");
        Assert.That(RowTableNames.WhyNoColumn(name) is null, Is.EqualTo(IsColumn(name)), $"the column '{name}'");
    }

    private static bool IsTable(string name)
    {
        var id = new ReadModelColumn<string, string>("id", ReadModelTypes.Text, static row => row);
        return Takes(() => _ = new ReadModelMapping<string>(name, ReadModelKey.Of(id), [id], static row => ""));
    }

    private static bool IsColumn(string name) => Takes(() => _ = new ReadModelColumn<string, string>(name, ReadModelTypes.Text, static row => row));

    private static bool Takes(Action make)
    {
        try
        {
            make();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static T Constant<T>(Type type, string field) => (T)type.GetField(field, BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
}

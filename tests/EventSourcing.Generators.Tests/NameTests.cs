using System.Reflection;
using System.Text.Json;
using EventSourcing.Compiler;

namespace EventSourcing.Generators.Tests;

public class NameTests
{
    [TestCase("AccountOpened", "account-opened")]
    [TestCase("HTTPRequestSent", "http-request-sent")]
    [TestCase("OrderShippedV2", "order-shipped-v2")]
    [TestCase("Item3DScanned", "item3-d-scanned")]
    [TestCase("A", "a")]
    [TestCase("URL", "url")]
    [TestCase("order_placed", "order-placed")]
    [TestCase("Order_Placed", "order-placed")]
    [TestCase("_Odd__Name_", "odd-name")]
    [TestCase("ÄrgerGemeldet", "ärger-gemeldet")]
    public void Kebab_case(string name, string expected) => Assert.That(KebabCase.From(name), Is.EqualTo(expected));

    [Test]
    public void Camel_case_is_that_of_System_Text_Json([Values("Amount", "URLValue", "ID", "IOStream", "aB", "A1B", "A", "AB", "ABC", "ABc", "Äa", "_Under", "X1", "XMLHttpRequest", "already", "A B")] string name) =>
        Assert.That(CamelCase.From(name), Is.EqualTo(JsonNamingPolicy.CamelCase.ConvertName(name)));

    [Test]
    public void Well_known_names_are_those_of_the_runtime()
    {
        var names = typeof(WellKnownNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (string)f.GetRawConstantValue()!)
            .Where(n => n.StartsWith("EventSourcing.", StringComparison.Ordinal))
            .ToList();
        Assert.That(names, Has.Count.GreaterThan(5));
        Assert.That(names.Where(n => typeof(DomainEventAttribute).Assembly.GetType(n) is null), Is.Empty);
        Assert.That(typeof(DomainEventAttribute).Assembly.GetName().Name, Is.EqualTo(WellKnownNames.RuntimeAssembly));
    }
}

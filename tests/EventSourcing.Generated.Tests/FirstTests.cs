using System.Text;
using EventSourcing;
using EventSourcing.Serialization;

namespace Banking;

public class FirstTests
{
    [Test]
    public void Works()
    {
        var account = new BankAccount();
        account.Open("Alice", 100m);
        account.Withdraw(30m);
        Assert.That(account.Balance, Is.EqualTo(70m));
        var s = new EventSerializer(DomainEvents.Catalog);
        var (d, p) = s.Serialize(new StreamId("account", "1"), new AccountOpened("Älice", 100m));
        TestContext.Out.WriteLine(Encoding.UTF8.GetString(p));
        Assert.That(EventSerializer.Deserialize(d, p, new StreamId("account", "1"), 1), Is.EqualTo(new AccountOpened("Älice", 100m)));
    }
}

using System.Text;
using System.Text.Json;
using CsCheck;
using EventSourcing;

#pragma warning disable IL2026, IL3050 // What is compared with is System.Text.Json's reflection.

namespace Banking.Json;

/// <summary>Members that hold one of several types.</summary>
public class PolymorphicTests
{
    private static readonly Money Price = new(1, "EUR");
    private static readonly PaymentNoted Noted = new(new CashPayment(Price), null, [], new Dictionary<string, Payment?>(), new CardPayment(Price, "n"));

    private static readonly Gen<Money> Moneys = Gen.Select(Gen.Decimal, Gen.String.AlphaNumeric, (a, c) => new Money(a, c));

    private static readonly Gen<Payment> Payments = Gen.Recursive<Payment>((depth, inner) =>
    {
        var cards = Gen.Select(Moneys, Gen.String.AlphaNumeric, (m, n) => (Payment)new CardPayment(m, n) { Note = n.Length > 5 ? null : n });
        var cash = Moneys.Select(m => (Payment)new CashPayment(m));
        var invoices = Gen.Select(Moneys, Gen.DateOnly, inner.Array[0, 2], (m, d, parts) => (Payment)new InvoicePayment(m, d, parts));
        return depth > 3 ? Gen.OneOf(cards, cash) : Gen.OneOf(cards, cash, invoices);
    });

    [Test]
    public void Payments_are_what_System_Text_Json_writes() => Differential.Same(
        from one in Payments
        from tip in Payments.Null()
        from more in Payments.Array[0, 3]
        from card in Gen.Select(Moneys, Gen.String.AlphaNumeric, (m, n) => new CardPayment(m, n))
        select new PaymentNoted(one, tip, more, more.Select((p, i) => (p, i)).ToDictionary(p => $"k{p.i}", p => p.i == 1 ? null : (Payment?)p.p), card));

    [Test]
    public void Animals_are_what_System_Text_Json_writes() => Differential.Same(
        from t in Gen.String.AlphaNumeric
        from n in Gen.Int
        from animal in Gen.OneOf(Gen.Const(new Animal(t)), Gen.Const((Animal)new Dog(t, n)), Gen.Const((Animal)new Puppy(t, n, true)))
        from dog in Gen.OneOf(Gen.Const(new Dog(t, n)), Gen.Const((Dog)new Puppy(t, n, true)))
        from plain in Gen.OneOf(Gen.Const(new Plain(n)), Gen.Const((Plain)new Tall(n, n)))
        select new AnimalNoted(animal, dog, new Puppy(t, n, false), plain));

    [Test]
    public void Figures_are_what_System_Text_Json_writes() => Differential.Same(
        from r in Gen.Double.Where(double.IsFinite)
        from corners in Gen.Int.Array[0, 3]
        from figures in Gen.OneOf(Gen.Const((IFigure)new Circle(r)), Gen.Const((IFigure)new Square { Side = r }), Gen.Const((IFigure)new Polygon<int>(corners))).Array[1, 4]
        select new FigureNoted(figures[0], figures.Length > 2 ? null : figures[^1], new Circle(r), figures));

    [Test]
    public void Fallbacks_are_what_System_Text_Json_writes() => Differential.Same(
        from n in Gen.Int
        from step in Gen.OneOf(Gen.Const(new Step(n)), Gen.Const((Step)new KnownStep(n, "t")), Gen.Const((Step)new SecretStep(n, "h")), Gen.Const((Step)new FartherStep(n, "f")))
        from vehicle in Gen.OneOf(Gen.Const(new Vehicle(n)), Gen.Const((Vehicle)new Car(n, n)), Gen.Const((Vehicle)new SportsCar(n, n, n)), Gen.Const((Vehicle)new Bike(2)))
        from sound in Gen.OneOf(Gen.Const((Sound)new LoudSound { Volume = n, More = new() { ["x"] = JsonDocument.Parse("[1]").RootElement } }), Gen.Const((Sound)new LoudSound()))
        select new FallbackNoted(step, vehicle, sound));

    [Test]
    public void An_abstract_type_that_others_fall_back_to_is_written_and_cannot_be_read()
    {
        var noted = new FallbackNoted(new Step(1), new Vehicle(2), new SoftSound());
        var written = Codecs.Write(noted);
        Assert.That(Encoding.UTF8.GetString(written), Is.EqualTo(JsonSerializer.Serialize(noted, Codecs.Reference)));
        Assert.That(Codecs.ReadError<FallbackNoted>(Encoding.UTF8.GetString(written)).Member, Is.EqualTo("sound"));
    }

    [Test]
    public void An_event_may_be_a_base_type_itself()
    {
        Differential.Same(Gen.Int.Select(i => new TaskNoted(i)));
        Differential.Same(Gen.Int.Select(i => new SpecialTaskNoted(i, "w")));
        Assert.That(Codecs.Read<TaskNoted>("""{"id":1,"why":"w","$type":"special"}"""), Is.EqualTo(new SpecialTaskNoted(1, "w")));
    }

    [TestCase("""{"number":"n","amount":{"amount":1,"currency":"EUR"},"note":null,"$type":"card"}""")]
    [TestCase("""{"number":"n","\u0024type":"c\u0061rd","amount":{"amount":1,"currency":"EUR"},"note":null}""")]
    [TestCase("""{"x":{"$type":"cash","y":["$type"]},"number":"n","amount":{"$type":"cash","amount":1,"currency":"EUR"},"$type":"card","note":null,"z":[{}]}""")]
    public void The_discriminator_is_found_anywhere(string payment)
    {
        var json = Codecs.WriteText(Noted).Replace("""{"$type":"cash","amount":{"amount":1,"currency":"EUR"},"note":"none"}""", payment, StringComparison.Ordinal);
        Assert.That(Codecs.Read<PaymentNoted>(json).Payment, Is.EqualTo(new CardPayment(Price, "n") { Note = null }));
    }

    [TestCase("""{"amount":1}""", "payment", "'$type'")]
    [TestCase("""{"$type":"gold","amount":1}""", "payment.$type", "the text 'gold', and the known types are 'card', 'invoice', 'cash'")]
    [TestCase("""{"amount":1,"$type":1}""", "payment.$type", "the number '1'")]
    [TestCase("""{"amount":1,"$type":null}""", "payment.$type", "null")]
    [TestCase("""{"amount":1,"$type":{"a":1}}""", "payment.$type", "an object")]
    [TestCase("""{"$type":"cash","$type":"cash","amount":{"amount":1,"currency":"EUR"}}""", "payment.$type", "twice")]
    [TestCase("""{"amount":{"amount":1,"currency":1},"$type":"cash"}""", "payment.amount.currency", "a text")]
    [TestCase("""{"$type":"invoice","amount":{"amount":1,"currency":"EUR"},"due":"2026-01-01","parts":[{"$type":"cash"}]}""", "payment.parts[0].amount", "missing")]
    [TestCase("null", "payment", "null")]
    [TestCase("[]", "payment", "an array")]
    public void What_is_wrong_is_said_with_member_and_byte(string payment, string member, string problem)
    {
        var error = Codecs.ReadError<PaymentNoted>("""{"payment":PAYMENT,"more":[],"byName":{},"card":{"number":"","amount":{"amount":1,"currency":""}}}""".Replace("PAYMENT", payment, StringComparison.Ordinal));
        Assert.That(error.Member, Is.EqualTo(member));
        Assert.That(error.Message, Does.Contain(problem));
        Assert.That(error.ByteOffset, Is.GreaterThanOrEqualTo(11));
    }

    [Test]
    public void A_type_that_is_not_declared_is_refused_with_its_path()
    {
        var error = Codecs.WriteError(Noted with { More = [new CashPayment(Price), new StrangePayment(Price)] });
        Assert.That(error.Member, Is.EqualTo("more[1]"));
        Assert.That(error.Message, Does.Contain("StrangePayment").And.Contain("JsonDerivedType"));
        Assert.That(Codecs.WriteError(new AnimalNoted(new StrangeDog("d", 1), new Dog("d", 1), new Puppy("p", 1, true), new Plain(1))).Member, Is.EqualTo("animal"));
        Assert.That(Codecs.WriteError(new AnimalNoted(new Dog("d", 1), new StrangeDog("d", 1), new Puppy("p", 1, true), new Plain(1))).Member, Is.EqualTo("dog"));
        Assert.That(Codecs.WriteError(Noted with { Payment = new CardPayment(Price, null!) }).Member, Is.EqualTo("payment.number"));
    }

    [Test]
    public void Unknown_discriminators_are_passed_over_where_that_is_asked_for()
    {
        var read = Codecs.Read<FallbackNoted>("""{"step":{"$type":"future","number":3,"x":1},"vehicle":{"wheels":1},"sound":{"$type":"loud","volume":1,"y":2}}""");
        Assert.That(read.Step, Is.EqualTo(new Step(3)));
        Assert.That(read.Vehicle, Is.EqualTo(new Vehicle(1)));
        Assert.That(((LoudSound)read.Sound).More!.Keys, Is.EqualTo(new[] { "y" }), "the discriminator is no member");
    }

    [Test]
    public void A_type_that_refuses_other_members_takes_its_discriminator()
    {
        var wide = new CaseNoted(new WideCase(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
        Assert.That(Codecs.Read<CaseNoted>(Codecs.WriteText(wide)), Is.EqualTo(wide));
        Assert.That(Codecs.ReadError<CaseNoted>(Codecs.WriteText(wide).Replace("\"a5\"", "\"b5\"", StringComparison.Ordinal)).Member, Is.EqualTo("case.b5"));
    }

    [Test]
    public void Base_types_work_in_options_of_the_users_own()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = DomainEvents.JsonTypeInfoResolver };
        Payment payment = new CashPayment(Price);
        var json = JsonSerializer.Serialize(payment, options);
        Assert.That(json, Is.EqualTo("""{"$type":"cash","amount":{"amount":1,"currency":"EUR"},"note":"none"}"""));
        Assert.That(JsonSerializer.Deserialize<Payment>(json, options), Is.EqualTo(payment));
        Assert.That(JsonSerializer.Deserialize<IFigure>("""{"radius":2,"$type":"circle"}""", options), Is.EqualTo(new Circle(2)));
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Payment>("""{"$type":"invoice","amount":{"amount":1,"currency":"EUR"},"due":"2026-01-01","parts":[{"$type":"gold"}]}""", options))!;
        Assert.That(error.Path, Is.EqualTo("$.parts[0].$type"));
    }

    private sealed record StrangePayment(Money Amount) : Payment(Amount);

    private sealed record StrangeDog(string Name, int Age) : Dog(Name, Age);
}

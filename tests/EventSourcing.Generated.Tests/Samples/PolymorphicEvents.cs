using System.Text.Json.Serialization;
using EventSourcing;

namespace Banking.Json;

[JsonPolymorphic]
[JsonDerivedType(typeof(CardPayment), "card")]
[JsonDerivedType(typeof(InvoicePayment), "invoice")]
[JsonDerivedType(typeof(CashPayment), "cash")]
public abstract record Payment(Money Amount)
{
    public string? Note { get; init; } = "none";
}

public sealed record CardPayment(Money Amount, string Number) : Payment(Amount);

public sealed record CashPayment(Money Amount) : Payment(Amount);

public sealed record InvoicePayment(Money Amount, DateOnly Due, IReadOnlyList<Payment> Parts) : Payment(Amount)
{
    public bool IsSplit => Parts.Count > 0;
}

/// <summary>Discriminators that are numbers, under a name of their own; the base type is concrete and declared; types in several levels.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Animal), 0)]
[JsonDerivedType(typeof(Dog), 1)]
[JsonDerivedType(typeof(Puppy), 2)]
public record Animal(string Name);

[JsonDerivedType(typeof(Puppy), "puppy")]
public record Dog(string Name, int Age) : Animal(Name);

public sealed record Puppy(string Name, int Age, bool IsTired) : Dog(Name, Age);

/// <summary>A concrete base type that is not declared itself: it has no discriminator.</summary>
[JsonDerivedType(typeof(Tall), "größe \"x\"")]
public record Plain(int A);

public sealed record Tall(int A, int B) : Plain(A);

/// <summary>An interface, which structs implement too.</summary>
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
[JsonDerivedType(typeof(Polygon<int>), "polygon")]
public interface IFigure
{
    string Name { get; }
}

public readonly record struct Circle(double Radius) : IFigure
{
    public string Name => "circle";
}

public sealed class Square : IFigure
{
    public required double Side { get; init; }

    public string Name { get; init; } = "square";
}

public sealed record Polygon<T>(IReadOnlyList<T> Corners) : IFigure
{
    public string Name => "polygon";
}

[JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType, IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(KnownStep), "known")]
public record Step(int Number);

public record KnownStep(int Number, string Text) : Step(Number);

public sealed record SecretStep(int Number, string Hidden) : Step(Number);

public sealed record FartherStep(int Number, string Text) : KnownStep(Number, Text);

[JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToNearestAncestor)]
[JsonDerivedType(typeof(Vehicle), "vehicle")]
[JsonDerivedType(typeof(Car), "car")]
public record Vehicle(int Wheels);

public record Car(int Wheels, int Doors) : Vehicle(Wheels);

public sealed record SportsCar(int Wheels, int Doors, int Horses) : Car(Wheels, Doors);

public sealed record Bike(int Wheels) : Vehicle(Wheels);

[JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType)]
[JsonDerivedType(typeof(LoudSound), "loud")]
public abstract class Sound
{
    public int Volume { get; init; } = 1;
}

public sealed class LoudSound : Sound
{
    [JsonExtensionData]
    public Dictionary<string, System.Text.Json.JsonElement>? More { get; set; }
}

public sealed class SoftSound : Sound;

[DomainEvent]
public sealed record PaymentNoted(Payment Payment, Payment? Tip, IReadOnlyList<Payment> More, IReadOnlyDictionary<string, Payment?> ByName, CardPayment Card);

[DomainEvent]
public sealed record AnimalNoted(Animal Animal, Dog Dog, Puppy Puppy, Plain Plain);

[DomainEvent]
public sealed record FigureNoted(IFigure Figure, IFigure? Maybe, Circle Circle, IFigure[] All);

[DomainEvent]
public sealed record FallbackNoted(Step Step, Vehicle Vehicle, Sound Sound);

/// <summary>An event that is a base type itself, and one whose base type declares it.</summary>
[DomainEvent]
[JsonDerivedType(typeof(SpecialTaskNoted), "special")]
public record TaskNoted(int Id);

[DomainEvent]
public sealed record SpecialTaskNoted(int Id, string Why) : TaskNoted(Id);

/// <summary>A type with many members in a base type, so that members are found by their length.</summary>
[JsonDerivedType(typeof(WideCase), "wide")]
public abstract record CaseBase;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WideCase(int A1, int A2, int A3, int A4, int A5, int A6, int A7, int A8, int A9, int A10, int A11, int A12, int A13) : CaseBase;

[DomainEvent]
public sealed record CaseNoted(CaseBase Case);

using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Tests.Verifiers;

/// <summary>An assembly with an event that was built without the source generator, and one with a catalog.</summary>
internal static class Carrier
{
    public static MetadataReference WithoutCatalog { get; } = Compilations.Library("Carrier", "namespace Carrier { [EventSourcing.DomainEvent] public sealed record ParcelSent(string Code); public sealed record Plain(string Code); }");

    public static MetadataReference WithCatalog { get; } = Compilations.Library("Known", """
        [assembly: EventSourcing.EventCatalog(typeof(Known.DomainEvents))]
        [assembly: EventSourcing.CatalogedEvent(typeof(Known.ParcelHandled), "parcel-handled", 1, [])]
        namespace Known
        {
            public static class DomainEvents { public static EventSourcing.EventCatalog Catalog => null!; }
            [EventSourcing.DomainEvent] public sealed record ParcelSent(string Code);
            public sealed record ParcelHandled(string Code);
        }
        """);
}

using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>The analyzers' way in: everything that keeps the generator from emitting what a type asks for.</summary>
internal static class ModelValidator
{
    /// <summary>
    /// What is wrong with a type declared in source: as a projection if it carries [Projection], as an aggregate if it carries [Aggregate] or has other [Handles] methods (events from references and
    /// events without [DomainEvent] that it handles included), as an event if it carries [DomainEvent].
    /// </summary>
    /// <remarks>
    /// An event without [DomainEvent] that several aggregates handle is reported once for each of them, at the same place: report distinct ones.
    /// </remarks>
    public static IReadOnlyList<Violation> Validate(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var isProjection = ProjectionReader.IsProjection(type);
        if (isProjection) new ProjectionReader(type, violations, cancellationToken).Read();
        var isAggregate = AggregateReader.IsMarked(type);
        if (isAggregate) new AggregateReader(type, violations, cancellationToken).Read();
        if (isProjection || isAggregate)
        {
            foreach (var (eventType, handler) in HandledEvents(type, cancellationToken))
            {
                if (IsOursToRead(eventType, type.ContainingAssembly))
                    EventReader.Read(eventType, type.ContainingAssembly, violations, Violations.LocationOf(handler), cancellationToken);
            }
        }

        if (type.Attribute(WellKnownNames.DomainEventAttribute) is not null)
            EventReader.Read(type, type.ContainingAssembly, violations, null, cancellationToken);
        return violations.Found;
    }

    /// <summary>The concrete events that the valid handlers of a class itself take, with the handler of each.</summary>
    public static IEnumerable<(INamedTypeSymbol Event, IMethodSymbol Handler)> HandledEvents(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (ProjectionReader.IsProjection(type))
        {
            foreach (var method in HandlerReader.HandlersOf(type))
            {
                if (ProjectionHandlerReader.EventOf(method, out _) is { } taken && EventReader.IsConcrete(taken)) yield return ((INamedTypeSymbol)taken, method);
            }

            yield break;
        }

        if (AggregateReader.RootOf(type) is not { } root) yield break;
        var reader = new HandlerReader(type, root.Arity == 2 ? root.TypeArguments[1] : null, null, cancellationToken);
        foreach (var method in HandlerReader.HandlersOf(type))
        {
            if (reader.EventOf(method, report: false) is { } taken && EventReader.IsConcrete(taken)) yield return ((INamedTypeSymbol)taken, method);
        }
    }

    /// <summary>
    /// Whether a handled event is read with its handler: one of this assembly with [DomainEvent] is read by itself, and one that the catalog of its own
    /// assembly lists is read there.
    /// </summary>
    public static bool IsOursToRead(INamedTypeSymbol eventType, IAssemblySymbol assembly) =>
        SymbolEqualityComparer.Default.Equals(eventType.ContainingAssembly, assembly)
            ? eventType.Attribute(WellKnownNames.DomainEventAttribute) is null
            : !ReferencedCatalogs.Lists(eventType);
}

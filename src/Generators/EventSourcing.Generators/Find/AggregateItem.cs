using EventSourcing.Compiler;

namespace EventSourcing.Generators;

/// <summary>What one marked class gives: its dispatch, and the events that no other part of the project reads.</summary>
/// <param name="Aggregate">The aggregate, or <see langword="null"/> where nothing can be emitted.</param>
/// <param name="Events">The events without [DomainEvent], and those of references without a catalog, that its handlers take.</param>
internal sealed record AggregateItem(AggregateModel? Aggregate, EquatableArray<EventModel> Events);

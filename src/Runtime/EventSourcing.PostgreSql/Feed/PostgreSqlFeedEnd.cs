namespace EventSourcing.PostgreSql;

/// <summary>How far the feed can be read at a moment.</summary>
/// <param name="Drawn">The last position that was drawn.</param>
/// <param name="Ceiling">Nothing at or below it is still under way: the smaller of the last position that was drawn and the lowest fence that a writer holds.</param>
/// <param name="Last">The last visible position at or below the ceiling; 0 for none. A reading ends there, and checkpoints go no further.</param>
internal readonly record struct PostgreSqlFeedEnd(long Drawn, long Ceiling, long Last);

using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>An append that waits to be sent.</summary>
/// <param name="Append">The append.</param>
/// <param name="Scope">Whose rows it may touch, where row-level security is on: the tenant of the calling flow, or everyone's. <see langword="null"/> where it is off.</param>
internal readonly record struct AppendRequest(PreparedAppend Append, string? Scope);

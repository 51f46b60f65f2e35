using EventSourcing.Storage;

namespace EventSourcing.PostgreSql;

/// <summary>An append to several streams, or on a condition, that waits to be sent.</summary>
/// <param name="Append">The append.</param>
/// <param name="Scope">As <see cref="AppendRequest.Scope"/>.</param>
internal readonly record struct AtomicRequest(PreparedAtomicAppend Append, string? Scope);

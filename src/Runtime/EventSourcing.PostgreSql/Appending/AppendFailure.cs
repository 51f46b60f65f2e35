namespace EventSourcing.PostgreSql;

/// <summary>Why what was sent came to nothing, or may have.</summary>
/// <param name="Cause">What the server or the connection reported.</param>
/// <param name="OutcomeUnknown">Whether it may be stored all the same.</param>
internal sealed record AppendFailure(Exception Cause, bool OutcomeUnknown);

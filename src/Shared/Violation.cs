using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>What the reader found wrong, for an analyzer to report. Never part of a model that the generator keeps.</summary>
/// <param name="ruleId">One of <see cref="RuleIds"/>.</param>
/// <param name="location">Where, in source.</param>
/// <param name="arguments">The arguments of the rule's message, as <see cref="RuleIds"/> lists them.</param>
internal sealed class Violation(string ruleId, Location location, ImmutableArray<string> arguments)
{
    /// <summary>One of <see cref="RuleIds"/>.</summary>
    public string RuleId { get; } = ruleId;

    /// <summary>Where, in source.</summary>
    public Location Location { get; } = location;

    /// <summary>The arguments of the rule's message.</summary>
    public ImmutableArray<string> Arguments { get; } = arguments;
}

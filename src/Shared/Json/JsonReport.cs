using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>What is wrong with the types that an event reaches.</summary>
/// <param name="violations">Collects it; <see langword="null"/> in the generator.</param>
/// <param name="usedAt">Locates what is wrong with types from references.</param>
internal sealed class JsonReport(Violations? violations, Location? usedAt)
{
    /// <summary>Whether everything can be written and read back so far.</summary>
    public bool IsValid => Refusals == 0;

    /// <summary>How much cannot be.</summary>
    public int Refusals { get; private set; }

    /// <summary>Whether somebody wants to know more than that.</summary>
    public bool IsWanted => violations is not null;

    /// <summary>Notes what keeps codecs from being emitted.</summary>
    /// <param name="ruleId">The rule; empty for what the compiler itself reports.</param>
    /// <param name="symbol">What is wrong.</param>
    /// <param name="arguments">The arguments of the rule's message.</param>
    public void Refuse(string ruleId, ISymbol symbol, params string[] arguments)
    {
        Refusals++;
        if (ruleId.Length > 0) violations?.Add(ruleId, symbol, usedAt, arguments);
    }

    /// <summary>Notes an attribute that has no effect. The codecs are emitted without it.</summary>
    public void PassOver(string attribute, ISymbol symbol, string path, string why) => violations?.Add(RuleIds.UnsupportedAttribute, symbol, usedAt, attribute, path, why);
}

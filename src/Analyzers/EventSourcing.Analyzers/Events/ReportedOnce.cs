using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Analyzers.Events;

/// <summary>Remembers for one compilation what was reported: what several events inherit or hold is wrong once.</summary>
internal sealed class ReportedOnce
{
    private readonly ConcurrentDictionary<ISymbol, byte> _reported = new(SymbolEqualityComparer.Default);

    /// <summary>Whether this is the first time.</summary>
    public bool Add(ISymbol symbol) => _reported.TryAdd(symbol.OriginalDefinition, 0);
}

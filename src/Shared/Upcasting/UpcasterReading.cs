using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>An upcaster as its declaration says it, valid or not. Holds symbols: for analyzers, and for the moment of reading in the generator.</summary>
internal sealed class UpcasterReading(IMethodSymbol method)
{
    /// <summary>The method.</summary>
    public IMethodSymbol Method { get; } = method;

    /// <summary>What it takes.</summary>
    public UpcastInput Input { get; set; }

    /// <summary>The event type that it takes; <see langword="null"/> for JSON, and where its declaration does not say.</summary>
    public INamedTypeSymbol? InputType { get; set; }

    /// <summary>The stored name that it takes; <see langword="null"/> where its declaration does not say.</summary>
    public string? Name { get; set; }

    /// <summary>The stored version that it takes.</summary>
    public int Version { get; set; }

    /// <summary>Whether the metadata are its second argument.</summary>
    public bool TakesMetadata { get; set; }

    /// <summary>In which form it returns events.</summary>
    public UpcastOutput Output { get; set; }

    /// <summary>The types of what it returns: of a tuple those of its elements, of a sequence that of all elements. Empty for JSON.</summary>
    public IReadOnlyList<ITypeSymbol> Results { get; set; } = [];

    /// <summary>The version whose JSON it returns; 0 where it returns events.</summary>
    public int To { get; set; }

    /// <summary>What is wrong with it; <see langword="null"/> for a valid one.</summary>
    public string? Fault { get; set; }

    /// <summary>What to write instead.</summary>
    public string Advice { get; set; } = "";

    /// <summary>The method as messages name it.</summary>
    public string DisplayName => Method.ContainingType.Name + "." + Method.Name;

    /// <summary>The concrete types among what it takes and returns: they are events, with <c>[DomainEvent]</c> or without.</summary>
    public IEnumerable<INamedTypeSymbol> Events()
    {
        if (InputType is { } taken) yield return taken;
        foreach (var result in Results)
        {
            if (EventReader.IsConcrete(result)) yield return (INamedTypeSymbol)result;
        }
    }

    /// <summary>The model that is emitted; <see langword="null"/> for an upcaster that is not valid, or whose types are not known.</summary>
    public UpcasterModel? ToModel()
    {
        if (Fault is not null || Name is null) return null;
        var results = new string[Results.Count];
        for (var i = 0; i < results.Length; i++)
        {
            if (Results[i].TypeKind == TypeKind.Error) return null;
            results[i] = Results[i].InCode();
        }

        var type = Method.ContainingType.InCode();
        return new UpcasterModel(
            type + "." + Symbols.Escape(Method.Name),
            (type.StartsWith("global::", StringComparison.Ordinal) ? type.Substring(8) : type) + "." + Method.Name,
            Input,
            InputType?.InCode(),
            Name,
            Version,
            TakesMetadata,
            Output,
            new EquatableArray<string>(results),
            To);
    }
}

using System.Globalization;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads an event type: its stored identity, and how it becomes JSON.</summary>
internal static class EventReader
{
    /// <summary>The event's model, or <see langword="null"/> where it cannot be stored.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="assembly">The assembly that is compiled.</param>
    /// <param name="violations">Collects what is wrong; <see langword="null"/> in the generator.</param>
    /// <param name="usedAt">Where an event from a reference is handled; locates what is wrong with it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="compilation">The compilation, for a caller that reads often and needs no violations.</param>
    public static EventModel? Read(
        INamedTypeSymbol type,
        IAssemblySymbol assembly,
        Violations? violations,
        Location? usedAt,
        CancellationToken cancellationToken,
        Compilation? compilation = null)
    {
        if (WhyNotAnEvent(type, assembly) is { } why)
        {
            violations?.Add(RuleIds.NotAnEvent, type, usedAt, type.Name, why, "make it a concrete class or struct that the rest of the assembly can name");
            return null;
        }

        var types = new JsonModelReader(assembly, violations, usedAt, cancellationToken, compilation).Read(type);
        if (types is not { } graph) return null;
        var (name, version, aliases) = IdentityOf(type);
        if (WhyNotStored(type, version, aliases) is { } fault)
        {
            violations?.Add(RuleIds.NotAnEvent, type, usedAt, type.Name, fault, "correct its [DomainEvent]");
            return null;
        }

        return new EventModel(type.InCode(), name, version, aliases, TypeNames.CodecName(type), graph);
    }

    /// <summary>The name, version and aliases under which an event is stored.</summary>
    public static (string Name, int Version, EquatableArray<string> Aliases) IdentityOf(INamedTypeSymbol type)
    {
        var attribute = type.Attribute(WellKnownNames.DomainEventAttribute);
        var name = attribute is { ConstructorArguments: [{ Value: string { Length: > 0 } given }] } ? given : KebabCase.From(type.Name);
        var version = attribute?.Named("Version")?.Value as int? ?? 1;
        var aliases = new List<string>();
        if (attribute?.Named("Aliases") is { Kind: TypedConstantKind.Array, IsNull: false } values)
        {
            foreach (var value in values.Values)
            {
                // An alias that says again what is known adds nothing, and the catalog would take it for a second event.
                if (value.Value is string alias && alias != name && !aliases.Contains(alias)) aliases.Add(alias);
            }
        }

        return (name, version, new EquatableArray<string>([.. aliases]));
    }

    /// <summary>Whether a type that a handler takes is an event itself, and not a base type or interface of events.</summary>
    public static bool IsConcrete(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, SpecialType: SpecialType.None };

    /// <summary>Why a type cannot be stored as an event; <see langword="null"/> where it can.</summary>
    public static string? WhyNotAnEvent(INamedTypeSymbol type, IAssemblySymbol assembly) => type switch
    {
        { TypeKind: TypeKind.Interface } => "it is an interface",
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => "it is neither a class nor a struct",
        { IsStatic: true } => "it is static",
        { IsAbstract: true } => "it is abstract",
        { IsRefLikeType: true } => "it is a ref struct",
        { IsFileLocal: true } => "it is local to its file",
        _ when IsGeneric(type) => "it is generic",
        _ when !type.IsAccessibleIn(assembly) => "it is nested and not accessible outside of the type that contains it",
        _ => null,
    };

    /// <summary>Whether a [DomainEvent] gives a name, whatever it says.</summary>
    public static bool HasExplicitName(INamedTypeSymbol type) => type.Attribute(WellKnownNames.DomainEventAttribute) is { ConstructorArguments.Length: 1 };

    /// <summary>Why an event that could be one is not stored under what its [DomainEvent] says; <see langword="null"/> where it is.</summary>
    public static string? WhyNotStored(INamedTypeSymbol type)
    {
        var (_, version, aliases) = IdentityOf(type);
        return WhyNotStored(type, version, aliases);
    }

    private static string? WhyNotStored(INamedTypeSymbol type, int version, EquatableArray<string> aliases)
    {
        // A name that is given is meant: the default instead of a blank one would be a surprise that is found after years.
        if (type.Attribute(WellKnownNames.DomainEventAttribute) is { ConstructorArguments: [{ Kind: not TypedConstantKind.Error } given] } && string.IsNullOrWhiteSpace(given.Value as string))
            return "its name is blank";
        foreach (var alias in aliases)
        {
            if (string.IsNullOrWhiteSpace(alias)) return "one of its aliases is blank";
        }

        return version < 1 ? $"its version is {version.ToString(CultureInfo.InvariantCulture)}, and versions begin at 1" : null;
    }

    private static bool IsGeneric(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.Arity > 0) return true;
        }

        return false;
    }
}

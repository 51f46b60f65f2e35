using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads an aggregate class: what is valid becomes the model, what is not becomes violations.</summary>
/// <param name="type">The class, or whatever carries the attributes.</param>
/// <param name="violations">Collects what is wrong; <see langword="null"/> in the generator.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class AggregateReader(INamedTypeSymbol type, Violations? violations, CancellationToken cancellationToken)
{
    private const int LongestCategory = 128;
    private const string ConstructorAdvice = "give it a parameterless constructor, which may be private, and no required members";

    /// <summary>Whether a type carries [Aggregate], or has a method with [Handles] and is no projection.</summary>
    public static bool IsMarked(INamedTypeSymbol type) =>
        type.Attribute(WellKnownNames.AggregateAttribute) is not null || (HasHandlers(type) && !ProjectionReader.IsProjection(type));

    /// <summary>The aggregate's model, or <see langword="null"/> where nothing can be emitted for it.</summary>
    public AggregateModel? Read()
    {
        var attribute = type.Attribute(WellKnownNames.AggregateAttribute);
        if (!CanHaveOutput(attribute is not null ? "Aggregate" : "Handles", out var root)) return null;
        var stateType = root.Arity == 2 ? root.TypeArguments[1] : null;
        var handlers = new HandlerReader(type, stateType, violations, cancellationToken).Read();
        var asksBase = DispatchesItself(type.BaseType);
        var category = CategoryOf(type, attribute);
        if (!type.IsAbstract && WhyNoCategory(category) is { } fault)
            violations?.Add(RuleIds.CannotBeCreated, type, null, type.Name, $"its category '{category}' {fault}", "give it another one with [Aggregate(\"...\")]");
        return new AggregateModel(
            TypeNames.DeclarationOf(type),
            root.TypeArguments[0].InCode(),
            stateType?.InCode(),
            category,
            type.IsAbstract,
            CanBeMade(),
            !type.IsAbstract && !type.IsOpenGeneric() && type.IsAccessibleIn(type.ContainingAssembly),
            attribute?.Named("UnhandledEvents")?.Value is 1,
            asksBase,
            stateType is null ? InitialState.Deferred : InitialStateReader.Read(type, stateType, asksBase),
            handlers,
            stateType is null ? EquatableArray<DeciderModel>.Empty : new DeciderReader(type, stateType, violations, cancellationToken).Read());
    }

    /// <summary>The <c>AggregateRoot&lt;TId&gt;</c> or <c>AggregateRoot&lt;TId, TState&gt;</c> from which a class derives, or <see langword="null"/>.</summary>
    public static INamedTypeSymbol? RootOf(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (IsRoot(at)) return at;
        }

        return null;
    }

    /// <summary>Whether a base class takes events itself: emitted in this assembly, or seen in a reference.</summary>
    internal static bool DispatchesItself(INamedTypeSymbol? at)
    {
        // AggregateRoot<TId, TState> derives from AggregateRoot<TId> too, and leaves the dispatch to those who derive from it.
        for (; at is not null && !IsRoot(at); at = at.BaseType)
        {
            if (at.DeclaringSyntaxReferences.Length > 0 ? IsMarked(at) : OverridesDispatch(at)) return true;
        }

        return false;
    }

    private static bool IsRoot(INamedTypeSymbol type) =>
        type.OriginalDefinition.Is(WellKnownNames.StateAggregateRoot) || type.OriginalDefinition.Is(WellKnownNames.AggregateRoot);

    private static bool HasHandlers(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && method.Attribute(WellKnownNames.HandlesAttribute) is not null) return true;
        }

        return false;
    }

    private static bool OverridesDispatch(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { IsOverride: true, IsAbstract: false, Name: "Apply" or "Evolve" }) return true;
        }

        return false;
    }

    /// <summary>The category of an aggregate's streams.</summary>
    internal static string CategoryOf(INamedTypeSymbol type, AttributeData? attribute) =>
        attribute is { ConstructorArguments: [{ Kind: not TypedConstantKind.Error } given] } ? given.Value as string ?? "" : KebabCase.From(type.Name);

    /// <summary>Why no stream can have the category, by the rules of StreamId; <see langword="null"/> where one can.</summary>
    private static string? WhyNoCategory(string category)
    {
        if (string.IsNullOrWhiteSpace(category)) return "is blank";
        if (category.Contains('/')) return "contains '/', which separates category and key";
        if (category.Length > LongestCategory) return $"is longer than {LongestCategory} characters";
        foreach (var c in category)
        {
            if (char.IsControl(c)) return "has a control character";
        }

        return null;
    }

    private bool CanHaveOutput(string attribute, out INamedTypeSymbol root)
    {
        root = null!;
        var why = type switch
        {
            { TypeKind: TypeKind.Interface } => "it is an interface",
            { TypeKind: not TypeKind.Class } => "it is not a class",
            { IsStatic: true } => "it is static",
            { IsFileLocal: true } => "it is local to its file",
            _ when (root = RootOf(type)!) is null => attribute == "Aggregate" ? "it does not derive from AggregateRoot<TId>" : "it neither derives from AggregateRoot<TId> nor is marked [Projection]",
            _ => null,
        };
        if (why is not null)
        {
            violations?.Add(RuleIds.NoOutputPossible, type, null, attribute, type.Name, why);
            return false;
        }

        var isPartial = true;
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (TypeNames.IsPartial(at, cancellationToken)) continue;
            violations?.Add(RuleIds.NotPartial, at, null, at.Name, type.Name);
            isPartial = false;
        }

        return isPartial;
    }

    private bool CanBeMade()
    {
        if (type.IsAbstract) return true;
        IMethodSymbol? constructor = null;
        foreach (var candidate in type.InstanceConstructors)
        {
            if (candidate.Parameters.Length == 0) constructor = candidate;
        }

        if (constructor is null)
        {
            violations?.Add(RuleIds.CannotBeCreated, type, null, type.Name, "it has no parameterless constructor", ConstructorAdvice);
            return false;
        }

        if (constructor.Attribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null || FirstRequired() is not { } required) return true;
        violations?.Add(RuleIds.CannotBeCreated, type, null, type.Name, $"its member '{required}' is required", ConstructorAdvice);
        return false;
    }

    private string? FirstRequired()
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) return member.Name;
            }
        }

        return null;
    }
}

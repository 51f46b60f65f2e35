using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Finds the constructor of a projection, and what each of its parameters is given.</summary>
internal sealed class ProjectionConstructor(INamedTypeSymbol type, Violations? violations)
{
    /// <summary>What the constructor is given; <see langword="null"/> where there is none that can be called.</summary>
    public EquatableArray<ProjectionArgument>? Read()
    {
        if (Find(out var why, out var advice) is not { } constructor)
        {
            Refuse(type, why!, advice!);
            return null;
        }

        if (constructor.Attribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is null && FirstRequired() is { } required)
        {
            Refuse(type, $"its member '{required}' is required", "take it in the constructor instead");
            return null;
        }

        var arguments = new List<ProjectionArgument>();
        foreach (var parameter in constructor.Parameters)
        {
            if (ArgumentOf(parameter) is { } argument) arguments.Add(argument);
        }

        return arguments.Count == constructor.Parameters.Length ? new EquatableArray<ProjectionArgument>([.. arguments]) : null;
    }

    /// <summary>The types of the rows of the read models that the constructor takes.</summary>
    public static IEnumerable<(INamedTypeSymbol Row, IParameterSymbol Parameter)> RowsOf(INamedTypeSymbol type)
    {
        if (new ProjectionConstructor(type, null).Find(out _, out _) is not { } constructor) yield break;
        foreach (var parameter in constructor.Parameters)
        {
            if (RowOf(parameter.Type) is INamedTypeSymbol row) yield return (row, parameter);
        }
    }

    private static ITypeSymbol? RowOf(ITypeSymbol type) => type is INamedTypeSymbol { Arity: 1 } named && named.Is(WellKnownNames.ReadModelInterface) ? named.TypeArguments[0] : null;

    private IMethodSymbol? Find(out string? why, out string? advice)
    {
        (why, advice) = (null, null);
        var all = new List<IMethodSymbol>();
        foreach (var constructor in type.InstanceConstructors)
        {
            // A record's own is called by 'with' alone.
            if (type.IsRecord && constructor is { Parameters.Length: 1 } && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type)) continue;
            all.Add(constructor);
        }

        if (all.Count == 1) return all[0];
        var open = all.FindAll(static constructor => constructor.DeclaredAccessibility == Accessibility.Public);
        if (open.Count == 1) return open[0];
        (why, advice) = ($"it has {(open.Count == 0 ? "several constructors, none of which is public" : "several public constructors")}, and nothing says which one to call", "keep one, or make one public and the others not");
        return null;
    }

    private ProjectionArgument? ArgumentOf(IParameterSymbol parameter)
    {
        if (WhyNotGiven(parameter) is { } why)
        {
            Refuse(parameter, $"its parameter '{parameter.Name}' {why}", "take IReadModel<TRow>s and services, or give the parameter a default value");
            return null;
        }

        if (RowOf(parameter.Type) is INamedTypeSymbol row) return new ProjectionArgument(ProjectionArgumentKind.ReadModel, RowNames.MappingOf(row));
        if (parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null } || (parameter.HasExplicitDefaultValue && parameter.Type.IsValueType))
            return new ProjectionArgument(ProjectionArgumentKind.Default, Literals.DefaultOf(parameter));
        return parameter.Type.IsReferenceType && (parameter.HasExplicitDefaultValue || parameter.NullableAnnotation == NullableAnnotation.Annotated)
            ? new ProjectionArgument(ProjectionArgumentKind.OptionalService, parameter.Type.InCode())
            : new ProjectionArgument(ProjectionArgumentKind.Service, parameter.Type.InCode());
    }

    private static string? WhyNotGiven(IParameterSymbol parameter)
    {
        var given = parameter.Type;
        if (parameter.RefKind != RefKind.None) return "is passed by reference";
        if (parameter.IsParams) return "is a params array";
        if (RowOf(given) is { } row) return row is INamedTypeSymbol { TypeKind: not TypeKind.Error } ? null : "is a read model of no class";
        if (parameter.HasExplicitDefaultValue && (parameter.ExplicitDefaultValue is not null || given.IsValueType)) return null;
        if (given.TypeKind is not (TypeKind.Class or TypeKind.Interface or TypeKind.Struct or TypeKind.Delegate or TypeKind.Error)) return $"is of the type '{given.ToDisplayString()}', which is no service";
        if (given.IsRefLikeType || given.SpecialType != SpecialType.None || given is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }) return $"is of the type '{given.ToDisplayString()}', which is no service";
        if (given.Is(WellKnownNames.CancellationToken) || given.Is(WellKnownNames.EventContext) || given.Is(WellKnownNames.EventMetadata)) return $"is of the type '{given.Name}', which belongs to each event: take it in the handlers";
        return null;
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

    private void Refuse(ISymbol place, string why, string advice) => violations?.Add(RuleIds.ProjectionConstructor, place, Violations.LocationOf(type), type.Name, why, advice);
}

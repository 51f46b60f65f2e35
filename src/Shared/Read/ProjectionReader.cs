using System.Globalization;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads a projection class: what is valid becomes the model, what is not becomes violations.</summary>
/// <param name="type">The class, or whatever carries [Projection].</param>
/// <param name="violations">Collects what is wrong; <see langword="null"/> in the generator.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class ProjectionReader(INamedTypeSymbol type, Violations? violations, CancellationToken cancellationToken)
{
    private const int LongestName = 100;

    /// <summary>Whether a type carries [Projection], or [ProcessManager], which gets the same dispatch.</summary>
    public static bool IsProjection(INamedTypeSymbol type) => type.Attribute(WellKnownNames.ProjectionAttribute) is not null || IsProcess(type);

    /// <summary>Whether a type carries [ProcessManager].</summary>
    public static bool IsProcess(INamedTypeSymbol type) => type.Attribute(WellKnownNames.ProcessManagerAttribute) is not null;

    /// <summary>The projection's model, or <see langword="null"/> where nothing can be emitted for it.</summary>
    public ProjectionModel? Read()
    {
        if (!CanHaveOutput()) return null;
        var (name, version) = IdentityOf(type);
        var handlers = new ProjectionHandlerReader(type, violations, cancellationToken);
        var found = handlers.Read();
        var keys = handlers.ReadKeys();
        var arguments = new ProjectionConstructor(type, violations).Read();
        if (WhyNotNamed(name, version) is { } fault)
        {
            violations?.Add(RuleIds.ProjectionIdentity, type, null, type.Name, fault);
            return null;
        }

        if (arguments is not { } given) return null;
        return new ProjectionModel(
            TypeNames.DeclarationOf(type),
            name,
            version,
            !IsProcess(type) && type.IsAccessibleIn(type.ContainingAssembly),
            given,
            found,
            keys);
    }

    /// <summary>The name and version under which a projection's checkpoints are kept.</summary>
    public static (string Name, int Version) IdentityOf(INamedTypeSymbol type)
    {
        var attribute = type.Attribute(WellKnownNames.ProjectionAttribute) ?? type.Attribute(WellKnownNames.ProcessManagerAttribute);
        var name = attribute is { ConstructorArguments: [{ Kind: not TypedConstantKind.Error } given] } ? given.Value as string ?? "" : KebabCase.From(type.Name);
        return (name, attribute?.Named("Version")?.Value as int? ?? 1);
    }

    private static string? WhyNotNamed(string name, int version)
    {
        if (string.IsNullOrWhiteSpace(name)) return "its name is blank";
        if (name.Length > LongestName) return $"its name is longer than {LongestName} characters";
        foreach (var c in name)
        {
            if (char.IsControl(c)) return "its name has a control character";
            if (c == '@') return $"its name '{name}' contains '@', which separates name and version";
        }

        return version < 1 ? $"its version is {version.ToString(CultureInfo.InvariantCulture)}, and versions begin at 1" : null;
    }

    private bool CanHaveOutput()
    {
        var why = type switch
        {
            { TypeKind: not TypeKind.Class } => ("it is not a class", "use it on a partial class"),
            { IsStatic: true } => ("it is static", "remove the modifier: an instance is made for each transaction"),
            { IsFileLocal: true } => ("it is local to its file", "remove the modifier 'file'"),
            { IsAbstract: true } => ("it is abstract", "put the attribute on the classes that derive from it, with handlers of their own"),
            _ when type.IsOpenGeneric() => ("it has type parameters, or is inside a type that has", "write a class for each type, which may share what their handlers call"),
            _ when AggregateReader.RootOf(type) is not null => ("it is an aggregate", "write a class of its own for the projection"),
            _ when IsProcess(type) != DerivesFromProcessManager() => IsProcess(type)
                ? ("it does not derive from ProcessManager<TState>", "derive it from that, with the record of its state")
                : ("it derives from ProcessManager<TState>", "use [ProcessManager] in the place of [Projection]"),
            _ when IsProcess(type) && type.Attribute(WellKnownNames.ProjectionAttribute) is not null => ("it is marked as a projection too", "remove [Projection], or write a class of its own for the projection"),
            _ when BaseWithHandlers() is { } other => ($"its base class '{other.Name}' has handlers of its own, and would be called for neither", "derive from a class without handlers"),
            _ => (null, ""),
        };
        if (why.Item1 is not null)
        {
            violations?.Add(RuleIds.ProjectionNotPossible, type, null, type.Name, why.Item1, why.Item2, IsProcess(type) ? "ProcessManager" : "Projection");
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

    private bool DerivesFromProcessManager()
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at.OriginalDefinition.Is(WellKnownNames.ProcessManager)) return true;
        }

        return false;
    }

    private INamedTypeSymbol? BaseWithHandlers()
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (IsProjection(at) || HandlerReader.HandlersOf(at).Count > 0) return at;
        }

        return null;
    }
}

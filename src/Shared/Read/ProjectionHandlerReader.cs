using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads the handlers of a projection, and the methods that say to which key an event belongs.</summary>
internal sealed class ProjectionHandlerReader(INamedTypeSymbol type, Violations? violations, CancellationToken cancellationToken)
{
    private const string Expected =
        "ValueTask On(TEvent), with an optional EventContext and CancellationToken after it, or with IReadOnlyList<HandledEvent<TEvent>> and an optional CancellationToken; it may return Task or nothing instead";

    /// <summary>The valid handlers, the most derived event first, else in order of declaration.</summary>
    public EquatableArray<ProjectionHandler> Read()
    {
        var found = new List<(ITypeSymbol Event, ProjectionHandler Model)>();
        foreach (var method in HandlerReader.HandlersOf(type))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (EventOf(method, out var why) is not { } taken)
            {
                violations?.Add(RuleIds.HandlerSignature, method, null, method.Name, why!, Expected);
                continue;
            }

            if (found.Find(other => SymbolEqualityComparer.Default.Equals(other.Event, taken)).Model is { } first)
            {
                violations?.Add(RuleIds.DuplicateHandler, method, null, taken.Name, type.Name, Symbols.Unescape(first.Method));
                continue;
            }

            found.Add((taken, ModelOf(method, taken)));
        }

        if (found.Count == 0 && HandlerReader.HandlersOf(type).Count == 0) violations?.Add(RuleIds.ProjectionWithoutHandlers, type, null, type.Name);
        return new EquatableArray<ProjectionHandler>([.. MostDerived.First(found)]);
    }

    /// <summary>The valid methods with [PartitionKey], the most derived event first.</summary>
    public EquatableArray<ProjectionKey> ReadKeys()
    {
        var methods = new List<IMethodSymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && method.Attribute(WellKnownNames.PartitionKeyAttribute) is not null) methods.Add(method);
        }

        methods.Sort(DeclarationOrder.Compare);
        var found = new List<(ITypeSymbol Event, ProjectionKey Model)>();
        foreach (var method in methods)
        {
            var why = WhyNoKey(method);
            if (why is null && found.Find(other => SymbolEqualityComparer.Default.Equals(other.Event, method.Parameters[0].Type)).Model is { } first)
                why = $"'{Symbols.Unescape(first.Method)}' takes '{method.Parameters[0].Type.Name}' too";
            if (why is not null)
            {
                violations?.Add(RuleIds.WrongPartitionKey, method, null, method.Name, why);
                continue;
            }

            var taken = method.Parameters[0].Type;
            found.Add((taken, new ProjectionKey(taken.InCode(), Symbols.Escape(method.Name), method.Parameters.Length == 2, method.ReturnType.SpecialType == SpecialType.System_String)));
        }

        return new EquatableArray<ProjectionKey>([.. MostDerived.First(found)]);
    }

    /// <summary>The type of event that a handler takes, by itself or in a run; <see langword="null"/> and why where its signature is wrong.</summary>
    public static ITypeSymbol? EventOf(IMethodSymbol method, out string? why)
    {
        why = Misfit(method);
        if (why is not null) return null;
        var taken = TakenBy(method.Parameters[0].Type, out var isRun);
        if (!IsEventLike(taken)) why = $"'{taken.Name}' is no event";
        else if (isRun && ProjectionReader.IsProcess(method.ContainingType)) why = "a process handles its events one by one, since they belong to several of its instances";
        for (var i = 1; i < method.Parameters.Length && why is null; i++)
        {
            var parameter = method.Parameters[i];
            if (parameter.Type.Is(WellKnownNames.CancellationToken) && i == method.Parameters.Length - 1) continue;
            if (parameter.Type.Is(WellKnownNames.EventContext) && i == 1) why = isRun ? "each event of a run has its own context" : null;
            else why = $"nobody can fill its parameter '{parameter.Name}'";
        }

        return why is null ? taken : null;
    }

    /// <summary>The type of event behind the first parameter of a handler.</summary>
    public static ITypeSymbol TakenBy(ITypeSymbol parameter, out bool isRun)
    {
        isRun = parameter is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IReadOnlyList_T, TypeArguments: [INamedTypeSymbol { Arity: 1 } item] } && item.Is(WellKnownNames.HandledEvent);
        return isRun ? ((INamedTypeSymbol)((INamedTypeSymbol)parameter).TypeArguments[0]).TypeArguments[0] : parameter;
    }

    private static ProjectionHandler ModelOf(IMethodSymbol method, ITypeSymbol taken)
    {
        TakenBy(method.Parameters[0].Type, out var isRun);
        return new ProjectionHandler(
            taken.InCode(),
            Symbols.Escape(method.Name),
            method.ReturnsVoid ? ProjectionReturn.Nothing : method.ReturnType.Name == "Task" ? ProjectionReturn.Task : ProjectionReturn.ValueTask,
            isRun,
            method.Parameters.Length > 1 && method.Parameters[1].Type.Is(WellKnownNames.EventContext),
            method.Parameters.Length > 1 && method.Parameters[method.Parameters.Length - 1].Type.Is(WellKnownNames.CancellationToken));
    }

    private static string? Misfit(IMethodSymbol method)
    {
        if (MisfitOfAny(method) is { } why) return why;
        if (method.IsStatic) return "it is static";
        if (method is { ReturnsVoid: true, IsAsync: true }) return "it is 'async void', so that nobody can wait for it or see that it fails";
        return method.ReturnsVoid || (method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 } && method.ReturnType.IsTaskLike())
            ? null
            : $"it returns '{method.ReturnType.Name}', which nobody would use";
    }

    private static string? MisfitOfAny(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary) return "it is not an ordinary method";
        if (method.IsGenericMethod) return "it has type parameters";
        if (method.Parameters.Length == 0) return "it takes no event";
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None) return $"its parameter '{parameter.Name}' is passed by reference";
            if (parameter.IsParams) return $"its parameter '{parameter.Name}' is a params array";
        }

        return method.ReturnsByRef || method.ReturnsByRefReadonly ? "it returns by reference" : null;
    }

    private static string? WhyNoKey(IMethodSymbol method)
    {
        if (MisfitOfAny(method) is { } why) return why;
        if (!method.IsStatic) return "it is not static, and is asked where there is no instance";
        if (method.ReturnsVoid) return "it gives no key";
        if (method.ReturnType.IsTaskLike()) return "it is asynchronous";
        if (method.Parameters.Length > 2 || (method.Parameters.Length == 2 && !method.Parameters[1].Type.Is(WellKnownNames.EventMetadata))) return "it takes more than an event and its metadata";
        return IsEventLike(method.Parameters[0].Type) ? null : $"'{method.Parameters[0].Type.Name}' is no event";
    }

    private static bool IsEventLike(ITypeSymbol taken) =>
        taken.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Error
        && taken.SpecialType is SpecialType.None or SpecialType.System_Object
        && taken is not INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
        && !taken.Is(WellKnownNames.EventContext) && !taken.Is(WellKnownNames.CancellationToken) && !taken.Is(WellKnownNames.EventMetadata);
}

using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads the handlers of an aggregate and of its base classes.</summary>
internal sealed class HandlerReader(INamedTypeSymbol type, ITypeSymbol? stateType, Violations? violations, CancellationToken cancellationToken)
{
    private readonly List<(ITypeSymbol Event, HandlerModel Model)> _handlers = [];

    /// <summary>The valid handlers, the most derived event first, else in order of declaration.</summary>
    public EquatableArray<HandlerModel> Read()
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isOwn = ReferenceEquals(at, type);
            foreach (var method in HandlersOf(at)) Add(method, isOwn);
        }

        return new EquatableArray<HandlerModel>([.. MostDerived.First(_handlers)]);
    }

    /// <summary>The methods of one class that carry [Handles], in order of file and place.</summary>
    public static List<IMethodSymbol> HandlersOf(INamedTypeSymbol type)
    {
        var handlers = new List<IMethodSymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && method.Attribute(WellKnownNames.HandlesAttribute) is not null) handlers.Add(method);
        }

        handlers.Sort(DeclarationOrder.Compare);
        return handlers;
    }

    /// <summary>The type of event that a handler takes; <see langword="null"/> where its signature is wrong.</summary>
    public ITypeSymbol? EventOf(IMethodSymbol method, bool report)
    {
        if (method.IsAsync || method.ReturnType.IsTaskLike())
        {
            if (report) violations?.Add(RuleIds.AsyncHandler, method, null, method.Name);
            return null;
        }

        var eventType = EventParameterOf(method, out var why);
        if (why is null)
        {
            if (report && stateType is null && !method.ReturnsVoid) violations?.Add(RuleIds.DroppedResult, method, null, method.Name, method.ReturnType.Name);
            return eventType;
        }

        if (report) violations?.Add(RuleIds.HandlerSignature, method, null, method.Name, why, Expected());
        return null;
    }

    private void Add(IMethodSymbol method, bool isOwn)
    {
        if (EventOf(method, report: isOwn) is not { } eventType) return;
        foreach (var (other, model) in _handlers)
        {
            if (!SymbolEqualityComparer.Default.Equals(other, eventType)) continue;
            if (isOwn && !model.IsInherited) violations?.Add(RuleIds.DuplicateHandler, method, null, eventType.Name, type.Name, Symbols.Unescape(model.Method));
            return;
        }

        var parameters = method.Parameters;
        var takesMetadata = parameters.Length > 1 && parameters[parameters.Length - 1].Type.Is(WellKnownNames.EventMetadata);
        var takesState = stateType is not null && parameters.Length - (takesMetadata ? 1 : 0) == 2;
        _handlers.Add((eventType, new HandlerModel(eventType.InCode(), Symbols.Escape(method.Name), takesState, takesMetadata, !isOwn)));
    }

    private ITypeSymbol? EventParameterOf(IMethodSymbol method, out string? why)
    {
        why = Misfit(method);
        if (why is not null) return null;
        var parameters = method.Parameters;
        var last = parameters.Length - 1;
        var count = last > 0 && parameters[last].Type.Is(WellKnownNames.EventMetadata) ? last : last + 1;
        if (stateType is null && count != 1) why = "it does not take exactly one event";
        else if (stateType is null) count = 1;
        else if (count > 2) why = "it takes more than a state and an event";
        else if (count == 2 && !SymbolEqualityComparer.Default.Equals(parameters[0].Type, stateType)) why = $"its first parameter is not the state {stateType.Name}";
        else if (count == 1 && SymbolEqualityComparer.Default.Equals(parameters[0].Type, stateType)) why = "it takes no event";
        var taken = parameters[count - 1].Type;
        if (why is null && taken.SpecialType is not (SpecialType.None or SpecialType.System_Object)) why = $"'{taken.Name}' is no event";
        return taken;
    }

    private string? Misfit(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary) return "it is not an ordinary method";
        if (method.IsGenericMethod) return "it has type parameters";
        if (method.Parameters.Length == 0) return "it takes no event";
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None) return $"its parameter '{parameter.Name}' is passed by reference";
            if (parameter.IsParams) return $"its parameter '{parameter.Name}' is a params array";
            if (parameter.Type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.TypeParameter or TypeKind.Enum or TypeKind.Error)) return $"its parameter '{parameter.Name}' is no event";
            if (parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }) return $"its parameter '{parameter.Name}' is a nullable value, and an event is never null";
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly) return "it returns by reference";
        if (stateType is null)
        {
            return method.IsStatic ? "it is static" : null;
        }

        if (!method.IsStatic) return "it is not static";
        return SymbolEqualityComparer.Default.Equals(method.ReturnType, stateType) ? null : $"it does not return the state {stateType.Name}";
    }

    private string Expected() => stateType is null
        ? "void On(TEvent) or void On(TEvent, EventMetadata)"
        : $"static {stateType.Name} On({stateType.Name}, TEvent) or static {stateType.Name} On(TEvent), each with an optional EventMetadata at the end";
}

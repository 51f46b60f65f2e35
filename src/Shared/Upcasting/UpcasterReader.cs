using System.Globalization;
using Microsoft.CodeAnalysis;

namespace EventSourcing.Compiler;

/// <summary>Reads methods with [Upcasts]. Generator and analyzers read with it, so that each is emitted or reported.</summary>
internal static class UpcasterReader
{
    private const string JsonObject = "System.Text.Json.Nodes.JsonObject";
    private const string JsonElement = "System.Text.Json.JsonElement";
    private const string MethodAdvice = "write it as 'internal static TNew Upcast(TOld old)' in a class that is neither generic nor private";
    private const string InputAdvice = "take the event type that was stored, or JsonObject or JsonElement with [Upcasts(\"name\", version)]";
    private const string OutputAdvice = "return an event, a tuple or a sequence of events, or a JsonObject";

    /// <summary>The upcasters that a type declares, valid or not, in order of file and place.</summary>
    public static List<UpcasterReading> UpcastersOf(INamedTypeSymbol type)
    {
        var methods = new List<IMethodSymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && method.Attribute(WellKnownNames.UpcastsAttribute) is not null) methods.Add(method);
        }

        methods.Sort(DeclarationOrder.Compare);
        return methods.ConvertAll(static method => Read(method)!);
    }

    /// <summary>Reads an upcaster; <see langword="null"/> for a method without [Upcasts].</summary>
    public static UpcasterReading? Read(IMethodSymbol method)
    {
        if (method.Attribute(WellKnownNames.UpcastsAttribute) is not { } attribute) return null;
        var reading = new UpcasterReading(method);

        // All of them are asked: what an upcaster takes is known even where something else is wrong with it.
        var wrongMethod = Misfit(method);
        var wrongInput = ReadInput(reading, attribute);
        var wrongOutput = ReadOutput(reading, attribute);
        if (wrongMethod is not null) Refuse(reading, wrongMethod, MethodAdvice);
        else if (wrongInput is { } input) Refuse(reading, input.Why, input.Advice);
        else if (wrongOutput is { } output) Refuse(reading, output.Why, output.Advice);
        return reading;
    }

    private static void Refuse(UpcasterReading reading, string why, string advice)
    {
        reading.Fault = why;
        reading.Advice = advice;
    }

    private static string? Misfit(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary) return method.MethodKind == MethodKind.LocalFunction ? "it is a local function" : "it is not an ordinary method";
        if (!method.IsStatic) return "it is not static";
        if (method.IsAbstract) return "it has no body";
        if (method.IsGenericMethod) return "it has type parameters";
        for (var at = method.ContainingType; at is not null; at = at.ContainingType)
        {
            if (at.Arity > 0) return $"'{at.Name}' is generic";
        }

        if (method.IsAsync || method.ReturnType.IsTaskLike()) return "it is asynchronous";
        if (method.ReturnsVoid) return "it returns nothing";
        if (method.ReturnsByRef || method.ReturnsByRefReadonly) return "it returns by reference";
        if (!Symbols.IsAccessible(method, method.ContainingAssembly)) return "it is not accessible outside of its class";
        return method.ContainingType.IsAccessibleIn(method.ContainingAssembly) ? null : $"'{method.ContainingType.Name}' is not accessible in the whole assembly";
    }

    private static (string Why, string Advice)? ReadInput(UpcasterReading reading, AttributeData attribute)
    {
        var named = attribute.ConstructorArguments.Length == 2;
        if (named)
        {
            reading.Name = attribute.ConstructorArguments[0].Value as string;
            reading.Version = attribute.ConstructorArguments[1].Value as int? ?? 0;
        }

        var parameters = reading.Method.Parameters;
        if (parameters.Length == 0) return ("it takes nothing", InputAdvice);
        var taken = parameters[0].Type;
        if (!named && parameters[0].RefKind == RefKind.None && IsEventLike(taken)) Take(reading, (INamedTypeSymbol)taken);
        reading.Input = taken.Is(JsonObject) ? UpcastInput.JsonObject : taken.Is(JsonElement) ? UpcastInput.JsonElement : UpcastInput.Event;
        foreach (var parameter in parameters)
        {
            if (parameter.RefKind != RefKind.None) return ($"its parameter '{parameter.Name}' is passed by reference", "take it by value");
            if (parameter.IsParams) return ($"its parameter '{parameter.Name}' is a params array", InputAdvice);
        }

        reading.TakesMetadata = parameters.Length == 2 && parameters[1].Type.Is(WellKnownNames.EventMetadata);
        if (parameters.Length > 2 || (parameters.Length == 2 && !reading.TakesMetadata)) return ("it takes more than the old event and its EventMetadata", "leave out what follows them");
        return reading.Input == UpcastInput.Event ? WrongEvent(reading, taken, named) : WrongJson(reading, named);
    }

    private static (string Why, string Advice)? WrongEvent(UpcasterReading reading, ITypeSymbol taken, bool named)
    {
        if (taken.TypeKind == TypeKind.Error) return null;
        if (named) return ($"the stored name and version are those of '{taken.Name}'", "leave them out of [Upcasts], or take JsonObject or JsonElement");
        if (reading.InputType is not null) return null;
        if (taken.TypeKind == TypeKind.Interface || taken is { TypeKind: TypeKind.Class, IsAbstract: true } || taken.SpecialType == SpecialType.System_Object)
            return ($"'{taken.Name}' is not one event but a base of several", "take one event type, and write an upcaster for each of the others");
        return ($"'{Display(taken)}', which it takes, is no event", InputAdvice);
    }

    private static (string Why, string Advice)? WrongJson(UpcasterReading reading, bool named)
    {
        if (!named) return ("it takes JSON and does not say which", "name what was stored: [Upcasts(\"name\", version)]");
        if (string.IsNullOrWhiteSpace(reading.Name)) return ("the name that it takes is blank", "name what was stored: [Upcasts(\"name\", version)]");
        return reading.Version < 1 ? ($"the version that it takes is {Text(reading.Version)}, and versions begin at 1", "name the version that was stored") : null;
    }

    private static (string Why, string Advice)? ReadOutput(UpcasterReading reading, AttributeData attribute)
    {
        var returned = reading.Method.ReturnType;
        var to = attribute.Named("To")?.Value as int?;
        if (returned.Is(JsonObject)) return ReadJsonOutput(reading, to);
        if (to is not null) return ("it names the version of its result, which is an event and has its own", "leave out 'To', or return a JsonObject");
        if (returned.TypeKind == TypeKind.Error) return null;
        if (returned is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            reading.Output = UpcastOutput.Tuple;
            reading.Results = [.. tuple.TupleElements.Select(static element => element.Type)];
            foreach (var element in reading.Results)
            {
                if (WhyNotOne(element) is { } why) return (why, OutputAdvice);
            }

            return null;
        }

        if (ElementOf(returned) is { } item)
        {
            reading.Output = UpcastOutput.Sequence;
            reading.Results = [item];
            return item.TypeKind == TypeKind.Error || item.SpecialType == SpecialType.System_Object || IsEventLike(item) || IsBase(item)
                ? null
                : ($"'{Display(item)}', of which it returns a sequence, is no event", OutputAdvice);
        }

        reading.Output = UpcastOutput.One;
        reading.Results = [returned];
        return WhyNotOne(returned) is { } fault ? (fault, OutputAdvice) : null;
    }

    private static (string Why, string Advice)? ReadJsonOutput(UpcasterReading reading, int? to)
    {
        reading.Output = UpcastOutput.Json;
        reading.To = to ?? reading.Version + 1;
        if (to is < 1) return ($"the version of its result is {Text(to.Value)}, and versions begin at 1", "correct 'To'");
        if (reading.Method.ReturnType.NullableAnnotation == NullableAnnotation.Annotated) return ("its result can be null", "return an object in any case; an upcaster that drops events returns an empty sequence of them");
        return to == reading.Version ? ($"it leads from version {Text(reading.Version)} to the same version", "correct 'To'") : null;
    }

    private static string? WhyNotOne(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Error) return null;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } or { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated })
            return "its result can be null, and a sequence of events says that better";
        if (type.SpecialType == SpecialType.System_Object || IsBase(type)) return $"'{Display(type)}' does not say which event it returns";
        return IsEventLike(type) ? null : $"'{Display(type)}', which it returns, is no event";
    }

    /// <summary>Whether a type can stand for one event, as far as its declaration here says: whether it can be stored is the event's own matter.</summary>
    private static bool IsEventLike(ITypeSymbol type) =>
        EventReader.IsConcrete(type)
        && !type.Is(JsonObject) && !type.Is(JsonElement) && !type.Is(WellKnownNames.EventMetadata)
        && type is not INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } and not INamedTypeSymbol { IsTupleType: true }
        && !type.Is("System.Text.Json.Nodes.JsonNode") && !type.Is("System.Text.Json.JsonDocument")
        && (ElementOf(type) is null);

    private static bool IsBase(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None } and ({ TypeKind: TypeKind.Interface } or { TypeKind: TypeKind.Class, IsAbstract: true }) && ElementOf(type) is null;

    private static void Take(UpcasterReading reading, INamedTypeSymbol taken)
    {
        reading.InputType = taken;
        (reading.Name, reading.Version, _) = EventReader.IdentityOf(taken);
    }

    /// <summary>The type of the elements of a sequence; an event that enumerates something stays an event.</summary>
    private static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array) return array.Rank == 1 ? array.ElementType : null;
        if (type is not INamedTypeSymbol named || type.SpecialType == SpecialType.System_String) return null;
        if (named.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) return named.TypeArguments[0];
        if (named.Attribute(WellKnownNames.DomainEventAttribute) is not null) return null;
        foreach (var implemented in named.AllInterfaces)
        {
            if (implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T) return implemented.TypeArguments[0];
        }

        return null;
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

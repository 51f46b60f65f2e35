using System.Collections.Generic;
using EventSourcing.Analyzers.Aggregates;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers.Purity;

/// <summary>Finds text that is made, read or compared as the culture of the machine has it, because nothing says otherwise.</summary>
internal static class CultureDependence
{
    /// <summary>Whether a call depends on the culture.</summary>
    public static bool IsIn(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return method.Name switch
        {
            "ToString" => !SaysCulture(method) && DependsOnCulture(call.Instance?.Type) && !HasFixedFormat(call),
            "Parse" or "TryParse" or "ParseExact" or "TryParseExact" => !SaysCulture(method) && DependsOnCulture(method.ContainingType),
            "Format" => method.ContainingType.SpecialType == SpecialType.System_String && !SaysCulture(method) && AnyArgumentDepends(call),
            "ToUpper" or "ToLower" => IsText(method.ContainingType) && !SaysCulture(method),
            "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" or "Compare" or "CompareTo" =>
                method.ContainingType.SpecialType == SpecialType.System_String && TakesText(method) && !SaysCulture(method),
            "Append" or "AppendFormat" or "Concat" =>
                (method.ContainingType.SpecialType == SpecialType.System_String || method.ContainingType.Is("System.Text.StringBuilder")) && !SaysCulture(method) && AnyArgumentDepends(call),
            _ => false,
        };
    }

    /// <summary>The values in an interpolated string that are written as the culture has them.</summary>
    public static IEnumerable<IOperation> PartsOf(IInterpolatedStringOperation interpolated)
    {
        // Behind another target than text there is a provider, or nothing is formatted at all.
        if (interpolated.Type?.SpecialType != SpecialType.System_String || interpolated.Parent is IInterpolatedStringHandlerCreationOperation) yield break;
        if (interpolated.Parent is IConversionOperation { Type.SpecialType: not (SpecialType.System_String or SpecialType.System_Object) }) yield break;
        foreach (var part in interpolated.Parts)
        {
            if (part is not IInterpolationOperation interpolation) continue;
            var value = OperationFacts.Unwrap(interpolation.Expression);
            if (DependsOnCulture(value.Type) && !IsFixed(interpolation.FormatString, value.Type)) yield return value;
        }
    }

    /// <summary>The operand of a concatenation that is written as the culture has it.</summary>
    public static IOperation? PartOf(IBinaryOperation binary)
    {
        if (binary.OperatorKind != BinaryOperatorKind.Add || binary.Type?.SpecialType != SpecialType.System_String) return null;
        var left = OperationFacts.Unwrap(binary.LeftOperand);
        if (DependsOnCulture(left.Type)) return left;
        var right = OperationFacts.Unwrap(binary.RightOperand);
        return DependsOnCulture(right.Type) ? right : null;
    }

    private static bool DependsOnCulture(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        return type is not null
            && (type.SpecialType is SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_DateTime
            || (type.Name is "DateTimeOffset" or "DateOnly" or "TimeOnly" or "Half" && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }));
    }

    private static bool IsText(ITypeSymbol type) => type.SpecialType is SpecialType.System_String or SpecialType.System_Char;

    private static bool SaysCulture(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.Name is "IFormatProvider" or "CultureInfo" or "StringComparison" or "CompareOptions") return true;
        }

        return false;
    }

    private static bool TakesText(IMethodSymbol method) => method.Parameters.Length > 0 && method.Parameters[0].Type.SpecialType == SpecialType.System_String;

    private static bool AnyArgumentDepends(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            var value = OperationFacts.Unwrap(argument.Value);
            if (DependsOnCulture(value.Type)) return true;
            if (value is not IArrayCreationOperation { Initializer: { } initializer }) continue;
            foreach (var element in initializer.ElementValues)
            {
                if (DependsOnCulture(OperationFacts.Unwrap(element).Type)) return true;
            }
        }

        return false;
    }

    private static bool HasFixedFormat(IInvocationOperation call) => call.Arguments is [var format] && IsFixed(format.Value, call.Instance?.Type);

    /// <summary>The formats of dates that are the same in every culture.</summary>
    private static bool IsFixed(IOperation? format, ITypeSymbol? type) =>
        type?.SpecialType is not (SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single)
        && format?.ConstantValue is { HasValue: true, Value: "o" or "O" or "r" or "R" or "s" or "u" };
}

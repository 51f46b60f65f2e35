using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EventSourcing.Analyzers.Aggregates;

/// <summary>Knows how the content behind a member is changed: through its own members, its elements, and the methods of collections.</summary>
internal static class Mutations
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "Add", "AddAfter", "AddBefore", "AddFirst", "AddLast", "AddOrUpdate", "AddRange", "Append", "AppendFormat", "AppendLine", "Clear", "Dequeue", "Enqueue", "EnqueueRange",
        "ExceptWith", "Fill", "GetOrAdd", "Insert", "InsertRange", "IntersectWith", "Pop", "Push", "Remove", "RemoveAll", "RemoveAt", "RemoveFirst", "RemoveLast", "RemoveRange",
        "RemoveWhere", "Replace", "Reverse", "Set", "SetAll", "SetValue", "Sort", "SymmetricExceptWith", "TryAdd", "TryDequeue", "TryPop", "TryRemove", "TryTake", "TryUpdate", "UnionWith",
        "EnqueueDequeue", "DequeueEnqueue",
    };

    /// <summary>Whether an operation changes the content of the member that it refers to, and not the member itself.</summary>
    public static bool ChangesContent(IOperation reference)
    {
        var at = reference;
        while (true)
        {
            switch (at.Parent)
            {
                case IInvocationOperation call when ReferenceEquals(call.Instance, at):
                    return IsMutator(call);
                case IConditionalAccessOperation access when ReferenceEquals(access.Operation, at):
                    return access.WhenNotNull is IInvocationOperation conditional && IsMutator(conditional);
                case IPropertyReferenceOperation property when ReferenceEquals(property.Instance, at):
                    if (OperationFacts.UseOf(property).Writes) return true;
                    at = property;
                    break;
                case IFieldReferenceOperation field when ReferenceEquals(field.Instance, at):
                    if (OperationFacts.UseOf(field).Writes) return true;
                    at = field;
                    break;
                case IArrayElementReferenceOperation element when ReferenceEquals(element.ArrayReference, at):
                    if (OperationFacts.UseOf(element).Writes) return true;
                    at = element;
                    break;
                case IConversionOperation { OperatorMethod: null } conversion:
                    at = conversion;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Sort" or "Reverse" or "Clear" or "Fill" or "AddRange" } } call } argument
                    when ReferenceEquals(call.Arguments[0], argument):
                    return call.TargetMethod.ContainingType.SpecialType == SpecialType.System_Array || call.TargetMethod.ContainingType.Name == "CollectionExtensions";
                default:
                    return false;
            }
        }
    }

    /// <summary>Only collections of the base library are known by the names of their methods; those that are immutable return a copy instead.</summary>
    private static bool IsMutator(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!Methods.Contains(method.Name)) return false;
        var type = method.ContainingType;
        var space = type.ContainingNamespace;
        if (!IsInSystem(space)) return false;
        return type.Name == "StringBuilder" || type.SpecialType == SpecialType.System_Array || space is { Name: "Generic" or "Concurrent" or "ObjectModel" or "Specialized" or "Collections" }
            ? type.DeclaringSyntaxReferences.Length == 0 && !type.Name.StartsWith("IReadOnly", StringComparison.Ordinal)
            : IsJsonNode(type);
    }

    /// <summary>Other libraries have collections of these names too, and those of F# return a copy.</summary>
    private static bool IsInSystem(INamespaceSymbol? space)
    {
        while (space is { ContainingNamespace: { IsGlobalNamespace: false } outer }) space = outer;
        return space is { Name: "System", IsGlobalNamespace: false };
    }

    private static bool IsJsonNode(INamedTypeSymbol type) => type.Name is "JsonObject" or "JsonArray" && type.ContainingNamespace.Name == "Nodes";
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.Compiler;

/// <summary>
/// Reads the members of a record that consists of its parameters alone from the syntax of these. Asking a record for its members makes the compiler
/// synthesize a dozen methods, again after every keystroke; with thousands of events that is most of what the generator costs.
/// </summary>
internal static class PositionalRecord
{
    /// <summary>
    /// The parameters with their types, or <see langword="null"/> for a type that has more than plain parameters: a body, a base class, attributes or
    /// default values on parameters, type parameters (also of outer types), several parts, or no source. Those are read by their symbols.
    /// </summary>
    public static List<(string Name, ITypeSymbol Type)>? TryRead(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!type.IsRecord || type.Arity != 0 || type.DeclaringSyntaxReferences.Length != 1) return null;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            // The syntax names the type parameters of the outer type, and not what they stand for.
            if (outer.Arity != 0) return null;
        }

        if (type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is not RecordDeclarationSyntax { ParameterList: { } list, Members.Count: 0 } declaration) return null;
        if (declaration.BaseList is not null && type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }) return null;
        if (!compilation.ContainsSyntaxTree(declaration.SyntaxTree)) return null;
        foreach (var parameter in list.Parameters)
        {
            if (parameter is not { AttributeLists.Count: 0, Modifiers.Count: 0, Default: null, Type: not null }) return null;
        }

        return Read(list, compilation.GetSemanticModel(declaration.SyntaxTree), cancellationToken);
    }

    private static List<(string Name, ITypeSymbol Type)>? Read(ParameterListSyntax list, SemanticModel model, CancellationToken cancellationToken)
    {
        var parameters = new List<(string Name, ITypeSymbol Type)>(list.Parameters.Count);
        foreach (var parameter in list.Parameters)
        {
            if (model.GetTypeInfo(parameter.Type!, cancellationToken).Type is not { TypeKind: not TypeKind.Error } type) return null;

            // The compiler does not say here whether a reference type is annotated: the syntax does, and the context whether that counts.
            var annotation = parameter.Type is NullableTypeSyntax ? NullableAnnotation.Annotated
                : model.GetNullableContext(parameter.SpanStart).AnnotationsEnabled() ? NullableAnnotation.NotAnnotated
                : NullableAnnotation.None;
            parameters.Add((parameter.Identifier.ValueText, type.IsReferenceType ? type.WithNullableAnnotation(annotation) : type));
        }

        return parameters;
    }
}

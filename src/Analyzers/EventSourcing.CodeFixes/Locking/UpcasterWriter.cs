using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>Writes the stub of an upcaster: what the old event says is passed on, and what it does not say is left to be written.</summary>
/// <param name="type">The current event.</param>
/// <param name="current">The current event, as it is compared with the lock.</param>
/// <param name="old">The old type.</param>
internal sealed class UpcasterWriter(INamedTypeSymbol type, CurrentEvent current, OldShapeWriter old)
{
    /// <summary>The class with the upcaster.</summary>
    public string Write(string className, string oldName, int version, string attribute)
    {
        var isMissing = false;
        var arguments = new List<string>();
        var parameters = JsonConstructor.Choose(type, out _)?.Parameters ?? [];
        foreach (var parameter in parameters)
        {
            if (MemberOf(parameter) is { } jsonName && IsPassedOn(jsonName, parameter.Type)) arguments.Add("old." + Symbols.Escape(old.NameOf(jsonName)));
            else if (!parameter.IsOptional)
            {
                arguments.Add($"Missing<{Annotated(parameter.Type)}>({Literals.Of(parameter.Name)})");
                isMissing = true;
            }
            else if (arguments.Count < parameters.Length)
            {
                // What follows an argument that is left out is named.
                arguments.Add("");
            }
        }

        var initializers = new List<string>();
        foreach (var pair in current.Members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            if (pair.Value is not IPropertySymbol { SetMethod: { } setter } property || parameters.Any(p => MemberOf(p) == pair.Key)) continue;
            if (setter.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal)) continue;
            if (IsPassedOn(pair.Key, property.Type)) initializers.Add($"{Symbols.Escape(property.Name)} = old.{Symbols.Escape(old.NameOf(pair.Key))}");
            else if (property.IsRequired)
            {
                initializers.Add($"{Symbols.Escape(property.Name)} = Missing<{Annotated(property.Type)}>({Literals.Of(property.Name)})");
                isMissing = true;
            }
        }

        var text = new StringBuilder($"internal static class {className}\n{{\n");
        text.Append($"    [{attribute}]\n    internal static {type.InCode()} Upcast({oldName} old) => new({Arguments(arguments, parameters)})");
        if (initializers.Count > 0) text.Append(" { ").Append(string.Join(", ", initializers)).Append(" }");
        text.Append(";\n");
        if (isMissing)
        {
            var number = version.ToString(CultureInfo.InvariantCulture);
            text.Append($"\n    private static T Missing<T>(string member) =>\n        throw new global::System.NotImplementedException($\"Say what '{{member}}' is in events of version {number} of '{Escape(current.Name)}'.\");\n");
        }

        return text.Append('}').ToString();
    }

    private static string Arguments(List<string> arguments, IReadOnlyList<IParameterSymbol> parameters)
    {
        var written = new List<string>();
        var isLeftOut = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Length == 0) isLeftOut = true;
            else written.Add(isLeftOut ? Symbols.Escape(parameters[i].Name) + ": " + arguments[i] : arguments[i]);
        }

        return string.Join(", ", written);
    }

    private string? MemberOf(IParameterSymbol parameter)
    {
        foreach (var pair in current.Members)
        {
            if (string.Equals(pair.Value.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)) return pair.Key;
        }

        return null;
    }

    /// <summary>Whether the old member can be given to the new one as it is.</summary>
    private bool IsPassedOn(string jsonName, ITypeSymbol type)
    {
        if (!old.TryGetMember(jsonName, out var before) || !current.Shape.Members.TryGetValue(jsonName, out var now)) return false;
        if (before.Type.IsNullable && !now.Type.IsNullable) return false;
        if (old.IsSame(jsonName)) return true;
        return before.Type is ScalarValue a && now.Type is ScalarValue b && Scalars.IsNumber(a.Name) && Scalars.IsNumber(b.Name) && Scalars.Reads(b.Name, a.Name)
            && type.SpecialType != SpecialType.None;
    }

    private static string Annotated(ITypeSymbol type) => type.InCode() + (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "?" : "");

    private static string Escape(string name) => Literals.Of(name).Trim('"').Replace("{", "{{").Replace("}", "}}");
}

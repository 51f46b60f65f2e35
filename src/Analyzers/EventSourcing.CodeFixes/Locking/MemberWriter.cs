using System.Collections.Generic;
using System.Linq;
using System.Text;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>Writes the members of a recorded object as those of a record.</summary>
/// <param name="types">Knows the types.</param>
/// <param name="owner">The name of the record.</param>
/// <param name="members">The recorded members.</param>
/// <param name="order">Where a member belongs among the others.</param>
/// <param name="counterpart">The member of the code with the same JSON name.</param>
internal sealed class MemberWriter(
    OldShapeWriter types, string owner, SortedDictionary<string, LockedMember> members, Func<string, int> order, Func<string, ISymbol?> counterpart)
{
    private const string Json = "global::System.Text.Json.Serialization.";

    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal) { "Clone", "EqualityContract", "Equals", "GetHashCode", "GetType", "PrintMembers", "ToString", "Deconstruct", "Finalize", "MemberwiseClone" };

    /// <summary>The name of a member in code.</summary>
    public static string NameOf(string jsonName, string owner)
    {
        var name = OldShapeWriter.Identifier(jsonName);
        name = char.ToUpperInvariant(name[0]) + name.Substring(1);
        return name == owner || Taken.Contains(name) ? name + "Value" : name;
    }

    /// <summary>The parameters and the body of the record, to the end of its declaration.</summary>
    public string Write()
    {
        var parameters = new List<string>();
        var body = new StringBuilder();
        foreach (var pair in members.OrderBy(m => m.Value.IsRequired ? 0 : 1).ThenBy(m => order(m.Key)).ThenBy(m => m.Key, StringComparer.Ordinal))
        {
            if (pair.Value.Default == LockFormat.Computed) body.Append(Property(pair.Key, pair.Value));
            else parameters.Add(Parameter(pair.Key, pair.Value));
        }

        var head = parameters.Count == 0 ? "" : "(" + string.Join(", ", parameters) + ")";
        return body.Length == 0 ? head + ";" : head + "\n{\n" + body + "}";
    }

    private string Parameter(string jsonName, LockedMember member)
    {
        var type = types.TypeOf(jsonName, member.Type, counterpart(jsonName));
        var text = new StringBuilder();
        foreach (var attribute in AttributesOf(jsonName, member)) text.Append("[property: ").Append(attribute).Append("] ");
        text.Append(type).Append(' ').Append(Symbols.Escape(NameOf(jsonName, owner)));
        if (!member.IsRequired) text.Append(" = ").Append(DefaultOf(member, type));
        return text.ToString();
    }

    /// <summary>A default that is no constant stands in an initializer: that of the code, where there is one.</summary>
    private string Property(string jsonName, LockedMember member)
    {
        var (type, symbol) = (types.TypeOf(jsonName, member.Type, counterpart(jsonName)), counterpart(jsonName));
        var initializer = member.Type switch
        {
            ListValue => "[]",
            MapValue => "new " + type.TrimEnd('?').Replace("IReadOnlyDictionary<", "Dictionary<") + "()",
            ScalarValue { Name: Scalars.Text or "uri" or "version" } or NamedValue or ConvertedValue => "default!",
            _ => "new()",
        };
        foreach (var reference in symbol?.DeclaringSyntaxReferences ?? [])
        {
            if (types.IsSame(jsonName) && reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: { } given }) initializer = given.Value.ToString();
        }

        var text = new StringBuilder();
        foreach (var attribute in AttributesOf(jsonName, member)) text.Append("    [").Append(attribute).Append("]\n");
        return text.Append("    public ").Append(type).Append(' ').Append(Symbols.Escape(NameOf(jsonName, owner))).Append(" { get; init; } = ").Append(initializer).Append(";\n").ToString();
    }

    private IEnumerable<string> AttributesOf(string jsonName, LockedMember member)
    {
        if (CamelCase.From(NameOf(jsonName, owner)) != jsonName) yield return $"{Json}JsonPropertyName({Literals.Of(jsonName)})";

        // What allows null may be absent, unless somebody says that it may not.
        if (member is { IsRequired: true, Type.IsNullable: true }) yield return Json + "JsonRequired";
        if (member.Type is ScalarValue scalar && Scalars.PlainOf(scalar.Name) != scalar.Name)
            yield return $"{Json}JsonNumberHandling({Json}JsonNumberHandling.AllowReadingFromString | {Json}JsonNumberHandling.WriteAsString)";
    }

    private static string DefaultOf(LockedMember member, string type)
    {
        var literal = member.Default!;
        if (literal == LockFormat.TypeDefault) return "default!";
        if (literal[0] == '\'') return type is "char" or "char?" ? "'" + Literals.Of(Notation.Unquote(literal)).Trim('"') + "'" : Literals.Of(Notation.Unquote(literal));
        return type.TrimEnd('?') switch
        {
            "decimal" => literal + "m",
            "float" => literal + "f",
            "double" => literal + "d",
            _ when literal is "null" or "true" or "false" => literal,
            "int" or "long" or "short" or "sbyte" or "byte" or "ushort" or "uint" or "ulong" => literal,
            _ when literal == "0" => "default",

            // What is left are enums.
            var other => $"({other})({literal})",
        };
    }
}

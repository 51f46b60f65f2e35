using System.Collections.Generic;
using System.Linq;
using System.Text;
using EventSourcing.Compiler;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventSourcing.CodeFixes.Locking;

/// <summary>
/// Writes a recorded shape as C# types: the event of that version, and whatever it holds that the code does not have in that shape any more. Names are written in
/// full; the simplifier of the editor shortens them.
/// </summary>
/// <param name="old">The recorded shape.</param>
/// <param name="current">The event as the code has it.</param>
/// <param name="typeName">The name of the type for the recorded shape.</param>
/// <param name="accessibility">The accessibility of the types.</param>
internal sealed class OldShapeWriter(LockedShape old, CurrentEvent current, string typeName, string accessibility)
{
    private const string Json = "global::System.Text.Json.Serialization.";
    private const string Generic = "global::System.Collections.Generic.";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _types = [];

    /// <summary>The types that were written beside the event.</summary>
    public IReadOnlyList<string> Types => _types;

    /// <summary>The event, with the attribute's arguments in it.</summary>
    public string Event(string attribute, string storedName, int version, string summary)
    {
        var members = new MemberWriter(this, typeName, old.Members, OrderOf, name => current.Members.TryGetValue(name, out var member) ? member : null);
        return $"/// <summary>{summary}</summary>\n[{attribute}({Literals.Of(storedName)}, Version = {version})]\n{accessibility} sealed record {typeName}{members.Write()}";
    }

    /// <summary>The name that a member gets in the type of the event.</summary>
    public string NameOf(string jsonName) => MemberWriter.NameOf(jsonName, typeName);

    /// <summary>The member of the recorded shape.</summary>
    public bool TryGetMember(string jsonName, out LockedMember member) => old.Members.TryGetValue(jsonName, out member!);

    /// <summary>Whether the member of the event is what the member of the code is, so that it has the same type.</summary>
    public bool IsSame(string jsonName) =>
        old.Members.TryGetValue(jsonName, out var before) && current.Shape.Members.TryGetValue(jsonName, out var now)
        && LockComparer.AreSame(old, before.Type, current.Shape, now.Type);

    /// <summary>The type in code of a member of the event.</summary>
    internal string TypeOf(string jsonName, LockedValue value, ISymbol? counterpart)
    {
        if (counterpart is null || !IsSame(jsonName)) return TypeOf(value);
        var type = counterpart is IPropertySymbol property ? property.Type : ((IFieldSymbol)counterpart).Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        return type.InCode() + (value.IsNullable && value is not ScalarValue { Name: Scalars.AnyJson } ? "?" : "");
    }

    /// <summary>The type in code of any value.</summary>
    internal string TypeOf(LockedValue value)
    {
        var type = value switch
        {
            ScalarValue scalar => ScalarTypes.Of(scalar.Name),
            ListValue list => $"{Generic}IReadOnlyList<{TypeOf(list.Element)}>",
            MapValue map => $"{Generic}IReadOnlyDictionary<{TypeOf(map.Key)}, {TypeOf(map.Value)}>",
            NamedValue named => TypeOf(named),
            _ => ScalarTypes.Of(Scalars.AnyJson),
        };
        return value.IsNullable && type != ScalarTypes.Of(Scalars.AnyJson) ? type + "?" : type;
    }

    private string TypeOf(NamedValue named)
    {
        if (_names.TryGetValue(named.Name, out var known)) return known;
        foreach (var pair in current.Types)
        {
            if (LockComparer.AreSame(old, named, current.Shape, new NamedValue(pair.Key, named.IsNullable)) && Stands(pair.Value, current.Shape.Types[pair.Key]))
                return _names[named.Name] = pair.Value.InCode();
        }

        // One of several types cannot be told from what is recorded well enough to write it down again.
        if (old.Types[named.Name] is LockedUnion) return _names[named.Name] = ScalarTypes.Of(Scalars.AnyJson);
        var name = typeName + Identifier(named.Name);
        _names.Add(named.Name, name);
        var at = _types.Count;
        _types.Add("");
        _types[at] = old.Types[named.Name] is LockedEnum members ? Enum(name, members) : Object(name, (LockedObject)old.Types[named.Name]);
        return name;
    }

    /// <summary>Whether a type of the code has its shape by itself, and not because of attributes at the member.</summary>
    private static bool Stands(INamedTypeSymbol type, LockedType locked) => locked switch
    {
        LockedEnum { IsByName: true } => JsonAttributes.Of(type).Converter is not null,
        LockedObject => JsonAttributes.Of(type).DerivedTypes.Count == 0,
        _ => true,
    };

    private string Object(string name, LockedObject locked) =>
        $"{accessibility} sealed record {name}{new MemberWriter(this, name, locked.Members, static _ => 0, static _ => null).Write()}";

    private string Enum(string name, LockedEnum locked)
    {
        var text = new StringBuilder();
        if (locked.IsByName) text.Append('[').Append(Json).Append("JsonConverter(typeof(").Append(Json).Append("JsonStringEnumConverter))]\n");
        text.Append(accessibility).Append(" enum ").Append(name);
        if (!locked.IsByName && locked.Underlying != "int32") text.Append(" : ").Append(ScalarTypes.Of(locked.Underlying));
        text.Append("\n{\n");
        foreach (var pair in locked.Values.OrderBy(v => decimal.Parse(v.Value, System.Globalization.CultureInfo.InvariantCulture)))
        {
            var member = Identifier(pair.Key);
            if (locked.IsByName && member != pair.Key) text.Append("    [").Append(Json).Append("JsonStringEnumMemberName(").Append(Literals.Of(pair.Key)).Append(")]\n");
            text.Append("    ").Append(Symbols.Escape(member)).Append(" = ").Append(pair.Value).Append(",\n");
        }

        return text.Append('}').ToString();
    }

    /// <summary>Members that the code still has come in its order.</summary>
    private int OrderOf(string jsonName) => current.Members.TryGetValue(jsonName, out var member) && Violations.LocationOf(member) is { } place ? place.SourceSpan.Start : int.MaxValue;

    /// <summary>A name without what no identifier can have.</summary>
    internal static string Identifier(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (SyntaxFacts.IsIdentifierPartCharacter(c)) text.Append(c);
        }

        if (text.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(text[0])) text.Insert(0, '_');
        return text.ToString();
    }
}

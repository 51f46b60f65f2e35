using System.Text;

namespace EventSourcing.Compiler;

/// <summary>Reads what <see cref="LockedMember"/> and <see cref="LockedValue"/> write.</summary>
/// <param name="text">The notation of a member.</param>
internal sealed class Notation(string text)
{
    private const int Deepest = 64;

    private int _at;
    private int _depth;

    /// <summary>The name of a type as values refer to it: one that could be taken for a scalar gets a sign before it.</summary>
    public static string NameOfType(string name) => name.Length > 0 && char.IsUpper(name[0]) ? name : "@" + name;

    /// <summary>A text as the default of a member.</summary>
    public static string Quote(string value) => "'" + value.Replace("'", "''") + "'";

    /// <summary>The text that <see cref="Quote"/> made a default of.</summary>
    public static string Unquote(string literal) => literal.Substring(1, literal.Length - 2).Replace("''", "'");

    /// <summary>The member, or <see langword="null"/> where the text is no notation.</summary>
    public static LockedMember? TryReadMember(string text)
    {
        var split = text.IndexOf(" = ", StringComparison.Ordinal);
        if (TryReadValue(split < 0 ? text : text.Substring(0, split)) is not { } value) return null;
        if (split < 0) return new LockedMember(value, null);
        var literal = text.Substring(split + 3);
        return IsDefault(literal) ? new LockedMember(value, literal) : null;
    }

    /// <summary>The value, or <see langword="null"/> where the text is no notation.</summary>
    public static LockedValue? TryReadValue(string text)
    {
        var reader = new Notation(text);
        return reader.Value() is { } value && reader._at == text.Length ? value : null;
    }

    private static bool IsDefault(string literal)
    {
        if (literal is "null" or "true" or "false" or LockFormat.Computed or LockFormat.TypeDefault) return true;
        if (literal.Length >= 2 && literal[0] == '\'' && literal[literal.Length - 1] == '\'') return !Unquote(literal).Contains('\'') || Quote(Unquote(literal)) == literal;
        return literal.Length > 0 && (literal[0] == '-' || char.IsDigit(literal[0])) && literal.All(static c => char.IsDigit(c) || c is '-' or '+' or '.' or 'e' or 'E');
    }

    private LockedValue? Value()
    {
        if (++_depth > Deepest) return null;
        var value = Start();
        var lists = 0;
        while (value is not null && _at < text.Length)
        {
            if (Takes("?")) value = value.IsNullable ? null : value with { IsNullable = true };
            else if (Takes("[]")) value = ++lists > Deepest ? null : new ListValue(value, IsNullable: false);
            else break;
        }

        _depth--;
        return value;
    }

    private LockedValue? Start()
    {
        if (Takes("map<"))
        {
            if (Value() is not { } key || !Takes(", ") || Value() is not { } value || !Takes(">")) return null;
            return new MapValue(key, value, IsNullable: false);
        }

        if (Takes("converter(")) return Name() is { Length: > 0 } converter && Takes(")") ? new ConvertedValue(converter, IsNullable: false) : null;
        var isMarked = Takes("@");
        var name = Name();
        if (name.Length == 0) return null;
        return isMarked ? new NamedValue("@" + name, IsNullable: false)
            : char.IsUpper(name[0]) ? new NamedValue(name, IsNullable: false)
            : new ScalarValue(name, IsNullable: false);
    }

    private string Name()
    {
        var name = new StringBuilder();
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '-')) name.Append(text[_at++]);
        return name.ToString();
    }

    private bool Takes(string expected)
    {
        if (string.CompareOrdinal(text, _at, expected, 0, expected.Length) != 0) return false;
        _at += expected.Length;
        return true;
    }
}

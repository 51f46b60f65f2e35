using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Compiler;

/// <summary>
/// Reads the tokens of JSON that the lock consists of: objects, arrays, texts and integers. Strict: no comments, no trailing commas, no member twice.
/// </summary>
/// <remarks>An analyzer cannot bring a JSON library of its own into the compiler.</remarks>
/// <param name="text">The file.</param>
internal sealed class LockJson(string text)
{
    private int _at = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;

    /// <summary>Where the next token begins.</summary>
    public TextSpan Place
    {
        get
        {
            SkipSpace();
            return new TextSpan(_at, _at < text.Length ? 1 : 0);
        }
    }

    /// <summary>Reads an object; calls back with each name and its place, with the reader on the value.</summary>
    public void Object(Action<string, TextSpan> member)
    {
        Expect('{', "an object");
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (Takes('}')) return;
        do
        {
            var start = Place.Start;
            var name = String();
            var place = TextSpan.FromBounds(start, _at);
            if (!names.Add(name)) throw new LockFault($"the name '{name}' is there twice", place);
            Expect(':', "a colon");
            member(name, place);
        }
        while (Takes(','));

        Expect('}', "a comma or the end of the object");
    }

    /// <summary>Reads an array; calls back with the reader on each element.</summary>
    public void Array(Action element)
    {
        Expect('[', "an array");
        if (Takes(']')) return;
        do element();
        while (Takes(','));

        Expect(']', "a comma or the end of the array");
    }

    /// <summary>Reads an integer, as it is written.</summary>
    public string Integer()
    {
        var start = Place.Start;
        if (_at < text.Length && text[_at] == '-') _at++;
        var digits = _at;
        while (_at < text.Length && text[_at] is >= '0' and <= '9') _at++;
        if (_at == digits || (text[digits] == '0' && _at > digits + 1)) throw Fault("an integer is expected", start);
        return text.Substring(start, _at - start);
    }

    /// <summary>Reads an integer of 32 bits.</summary>
    public int Int32()
    {
        var place = Place;
        return int.TryParse(Integer(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new LockFault("the number is too large", place);
    }

    /// <summary>Reads a text.</summary>
    public string String()
    {
        Expect('"', "a text in double quotes");
        var value = new StringBuilder();
        while (true)
        {
            if (_at >= text.Length) throw Fault("a text does not end", _at);
            var c = text[_at++];
            if (c == '"') return value.ToString();
            if (c < ' ') throw Fault("a text has a control character in it, which must be escaped", _at - 1);
            value.Append(c == '\\' ? Escaped() : c);
        }
    }

    /// <summary>Checks that nothing follows.</summary>
    public void End()
    {
        SkipSpace();
        if (_at < text.Length) throw Fault("something follows the end", _at);
    }

    private char Escaped()
    {
        if (_at >= text.Length) throw Fault("a text does not end", _at);
        switch (text[_at++])
        {
            case '"': return '"';
            case '\\': return '\\';
            case '/': return '/';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when _at + 4 <= text.Length && ushort.TryParse(text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default:
                throw Fault("a text has an escape that JSON does not know", _at - 1);
        }
    }

    private void Expect(char expected, string what)
    {
        if (!Takes(expected)) throw Fault(_at < text.Length ? $"{what} is expected, and there is '{text[_at]}'" : $"{what} is expected, and the file ends", _at);
    }

    private bool Takes(char expected)
    {
        SkipSpace();
        if (_at >= text.Length || text[_at] != expected) return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] is (' ' or '\n' or '\r' or '\t')) _at++;
    }

    private LockFault Fault(string message, int at) => new(message, new TextSpan(Math.Min(at, text.Length), at < text.Length ? 1 : 0));
}

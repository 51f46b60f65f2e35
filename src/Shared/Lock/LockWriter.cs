using System.Globalization;
using System.Text;

namespace EventSourcing.Compiler;

/// <summary>Writes <c>events.lock.json</c>: one thing a line, in ordinal order, so that two branches seldom touch the same line.</summary>
internal sealed class LockWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _isFirst;

    /// <summary>The file; it ends with a line end, and has no other kind than <c>\n</c> on every system.</summary>
    public static string Write(EventsLock locked)
    {
        var writer = new LockWriter();
        writer.Open("");
        writer.Line(LockFormat.Format, LockFormat.Current.ToString(CultureInfo.InvariantCulture));
        writer.Open(LockFormat.Events);
        foreach (var pair in locked.Events) writer.Event(pair.Key, pair.Value);
        writer.Close();
        writer.Close();
        return writer._text.Append('\n').ToString();
    }

    private void Event(string name, LockedEvent locked)
    {
        Open(name);
        if (locked.Aliases.Count > 0)
        {
            Open(LockFormat.Aliases, '[');
            foreach (var alias in locked.Aliases) Begin().Append(Quote(alias));
            Close(']');
        }

        Open(LockFormat.Versions);
        foreach (var pair in locked.Versions) Shape(pair.Key.ToString(CultureInfo.InvariantCulture), pair.Value);
        Close();
        Close();
    }

    private void Shape(string version, LockedShape shape)
    {
        Open(version);
        Members(shape.Members);
        if (shape.Types.Count > 0)
        {
            Open(LockFormat.Types);
            foreach (var pair in shape.Types) Type(pair.Key, pair.Value);
            Close();
        }

        Close();
    }

    private void Type(string name, LockedType type)
    {
        Open(name);
        switch (type)
        {
            case LockedObject o:
                Members(o.Members);
                break;
            case LockedEnum e:
                Line(LockFormat.Enum, Quote(e.Underlying));
                Open(LockFormat.Values);
                foreach (var pair in e.Values) Line(pair.Key, pair.Value);
                Close();
                break;
            case LockedUnion u:
                Line(LockFormat.Discriminator, Quote(u.Discriminator));
                Open(LockFormat.Cases);
                foreach (var pair in u.Cases) Line(pair.Key, Quote(pair.Value));
                Close();
                break;
        }

        Close();
    }

    private void Members(SortedDictionary<string, LockedMember> members)
    {
        Open(LockFormat.Members);
        foreach (var pair in members) Line(pair.Key, Quote(pair.Value.ToString()));
        Close();
    }

    private void Open(string name, char bracket = '{')
    {
        if (name.Length > 0 || _indent > 0) Begin().Append(Quote(name)).Append(": ");
        _text.Append(bracket);
        _indent++;
        _isFirst = true;
    }

    private void Close(char bracket = '}')
    {
        _indent--;

        // An empty object stays on its line.
        if (!_isFirst) _text.Append('\n').Append(' ', 2 * _indent);
        _text.Append(bracket);
        _isFirst = false;
    }

    private void Line(string name, string value) => Begin().Append(Quote(name)).Append(": ").Append(value);

    private StringBuilder Begin()
    {
        if (!_isFirst) _text.Append(',');
        _isFirst = false;
        return _text.Append('\n').Append(' ', 2 * _indent);
    }

    private static string Quote(string value)
    {
        var quoted = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (MustBeEscaped(c)) quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Whether a character would be invisible, end a line for somebody, or be half of one.</summary>
    private static bool MustBeEscaped(char c) => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}

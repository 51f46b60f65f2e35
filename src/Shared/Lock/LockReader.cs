using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace EventSourcing.Compiler;

/// <summary>Reads <c>events.lock.json</c>. Strict: what it does not know is an error, since to pass over it would lose what it says.</summary>
internal sealed class LockReader
{
    private readonly EventsLock _lock = new();
    private readonly LockJson _json;

    private LockReader(string text) => _json = new LockJson(text);

    /// <summary>The lock, or <see langword="null"/> and what is wrong.</summary>
    public static EventsLock? Read(string text, out LockError? error)
    {
        try
        {
            error = null;
            return new LockReader(text).File();
        }
        catch (LockFault fault)
        {
            error = new LockError(fault.Message, fault.Place);
            return null;
        }
    }

    private EventsLock File()
    {
        var start = _json.Place;
        var (hasFormat, hasEvents) = (false, false);
        _json.Object((name, place) =>
        {
            if (name == LockFormat.Format)
            {
                CheckFormat(place);
                hasFormat = true;
            }
            else if (!hasFormat)
            {
                throw new LockFault($"the member '{LockFormat.Format}' must come first", place);
            }
            else if (name == LockFormat.Events)
            {
                _json.Object(Event);
                hasEvents = true;
            }
            else
            {
                throw Unknown(name, place);
            }
        });
        _json.End();
        if (!hasFormat || !hasEvents) throw new LockFault($"the member '{(hasFormat ? LockFormat.Events : LockFormat.Format)}' is missing", start);
        return _lock;
    }

    private void CheckFormat(TextSpan place)
    {
        var format = _json.Int32();
        if (format > LockFormat.Current)
            throw new LockFault($"its format is {format}, and this version of the package reads up to {LockFormat.Current}; update the package", place);
        if (format < 1) throw new LockFault($"its format is {format}, and formats begin at 1", place);
    }

    private void Event(string name, TextSpan place)
    {
        var locked = new LockedEvent { Place = place };
        _json.Object((member, at) =>
        {
            if (member == LockFormat.Aliases) _json.Array(() => locked.Aliases.Add(_json.String()));
            else if (member == LockFormat.Versions) _json.Object((version, versionAt) => Version(locked, version, versionAt));
            else throw Unknown(member, at);
        });
        if (locked.Versions.Count == 0) throw new LockFault($"the event '{name}' has no version", place);
        _lock.Events.Add(name, locked);
    }

    private void Version(LockedEvent locked, string text, TextSpan place)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1 || version.ToString(CultureInfo.InvariantCulture) != text)
            throw new LockFault($"'{text}' is not a version; versions are integers from 1", place);
        var shape = new LockedShape();
        var references = new List<(string Name, TextSpan Place)>();
        _json.Object((name, at) =>
        {
            if (name == LockFormat.Members) Members(shape.Members, references);
            else if (name == LockFormat.Types) _json.Object((type, typeAt) => shape.Types.Add(type, Type(typeAt, references)));
            else throw Unknown(name, at);
        });
        foreach (var (name, at) in references)
        {
            if (!shape.Types.ContainsKey(name)) throw new LockFault($"there is no type '{name}' in '{LockFormat.Types}'", at);
        }

        locked.Versions.Add(version, shape);
    }

    private LockedType Type(TextSpan place, List<(string Name, TextSpan Place)> references)
    {
        LockedObject? members = null;
        string? underlying = null, discriminator = null;
        SortedDictionary<string, string> values = new(StringComparer.Ordinal), cases = new(StringComparer.Ordinal);
        _json.Object((name, at) =>
        {
            switch (name)
            {
                case LockFormat.Members:
                    Members((members = new LockedObject()).Members, references);
                    break;
                case LockFormat.Enum:
                    underlying = _json.String();
                    if (underlying != LockFormat.ByName && !Scalars.IsInteger(underlying)) throw new LockFault($"'{underlying}' is neither '{LockFormat.ByName}' nor an integer type", at);
                    break;
                case LockFormat.Values:
                    _json.Object((value, _) => values.Add(value, EnumNumber()));
                    break;
                case LockFormat.Discriminator:
                    discriminator = _json.String();
                    break;
                case LockFormat.Cases:
                    _json.Object((value, _) =>
                    {
                        var caseAt = _json.Place;
                        var type = _json.String();
                        references.Add((type, caseAt));
                        cases.Add(value, type);
                    });
                    break;
                default:
                    throw Unknown(name, at);
            }
        });
        var kinds = (members is null ? 0 : 1) + (underlying is null ? 0 : 1) + (discriminator is null ? 0 : 1);
        if (kinds != 1 || (values.Count > 0 && underlying is null) || (cases.Count > 0 && discriminator is null))
            throw new LockFault($"a type has either '{LockFormat.Members}', '{LockFormat.Enum}' with '{LockFormat.Values}', or '{LockFormat.Discriminator}' with '{LockFormat.Cases}'", place);
        if (members is not null) return members;
        if (underlying is not null) return Filled(new LockedEnum(underlying), values);
        var union = new LockedUnion(discriminator!);
        foreach (var pair in cases) union.Cases.Add(pair.Key, pair.Value);
        return union;
    }

    private string EnumNumber()
    {
        var place = _json.Place;
        var number = _json.Integer();
        var fits = long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) || ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return fits ? number : throw new LockFault($"{number} is no number of an enum, which has at most 64 bits", place);
    }

    private static LockedEnum Filled(LockedEnum locked, SortedDictionary<string, string> values)
    {
        foreach (var pair in values) locked.Values.Add(pair.Key, pair.Value);
        return locked;
    }

    private void Members(SortedDictionary<string, LockedMember> members, List<(string Name, TextSpan Place)> references) => _json.Object((name, _) =>
    {
        var place = _json.Place;
        var text = _json.String();
        if (Notation.TryReadMember(text) is not { } member) throw new LockFault($"'{text}' does not say what the member '{name}' is", place);
        AddReferences(member.Type, place, references);
        members.Add(name, member);
    });

    private static void AddReferences(LockedValue value, TextSpan place, List<(string Name, TextSpan Place)> references)
    {
        if (value is NamedValue named) references.Add((named.Name, place));
        else if (value is ListValue list) AddReferences(list.Element, place, references);
        else if (value is MapValue map)
        {
            AddReferences(map.Key, place, references);
            AddReferences(map.Value, place, references);
        }
    }

    private static LockFault Unknown(string name, TextSpan place) => new($"the member '{name}' is not known", place);
}
